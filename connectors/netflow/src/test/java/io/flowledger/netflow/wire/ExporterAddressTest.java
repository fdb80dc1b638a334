package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;

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
}
