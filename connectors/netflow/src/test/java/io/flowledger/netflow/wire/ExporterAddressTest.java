package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExporterAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "255.255.255.255", "::1", "2001:db8:ffff::fe80"})
    void anAddressSurvivesBeingTwoNumbers(String text) throws Exception {
        InetAddress address = InetAddress.getByName(text);
        long high = ExporterAddress.high(address);
        long low = ExporterAddress.low(address);
        assertThat(ExporterAddress.toInetAddress(high, low)).isEqualTo(address);
        assertThat(ExporterAddress.isIpv4(high, low)).isEqualTo(!text.contains(":"));
        assertThat(ExporterAddress.text(high, low)).isEqualTo(address.getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "255.255.255.255", "::1", "2001:db8::fe80"})
    void aLiteralIsParsed(String text) throws Exception {
        assertThat(ExporterAddress.parse(text)).isEqualTo(InetAddress.getByName(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.1.2",
                "10.1.2.256",
                "999.1.1.1",
                "10.1.2.3.4",
                " 10.1.2.3",
                "localhost",
                "dead.beef",
                ":",
                "::1::2",
                "1:2:3",
                "fe80::1%eth0",
                "12345::"
            })
    void whatIsNoLiteralIsNeverLookedUp(String text) {
        assertThatThrownBy(() -> ExporterAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no address");
    }
}
