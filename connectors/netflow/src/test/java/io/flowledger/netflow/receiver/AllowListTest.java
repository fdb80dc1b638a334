package io.flowledger.netflow.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.netflow.wire.ExporterAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

    @Test
    void anEmptyListAllowsAnybody() throws Exception {
        assertThat(allows(AllowList.any(), "192.0.2.1")).isTrue();
        assertThat(allows(AllowList.parse(List.of()), "2001:db8::1")).isTrue();
    }

    @Test
    void networksOfBothFamiliesAndSingleAddressesAreHeldTo() throws Exception {
        AllowList list =
                AllowList.parse(
                        List.of("192.0.2.0/24", "10.1.2.3", " 2001:db8::/33 ", "fe80::/64"));
        assertThat(allows(list, "192.0.2.255")).isTrue();
        assertThat(allows(list, "192.0.3.0")).isFalse();
        assertThat(allows(list, "10.1.2.3")).isTrue();
        assertThat(allows(list, "10.1.2.4")).isFalse();
        assertThat(allows(list, "2001:db8:7fff::1")).isTrue();
        assertThat(allows(list, "2001:db8:8000::1")).isFalse();
        assertThat(allows(list, "fe80::1")).isTrue();
        assertThat(allows(list, "fe80:0:0:1::1")).isFalse();
    }

    @Test
    void allOfIpv4IsNotAllOfIpv6() throws Exception {
        AllowList list = AllowList.parse(List.of("0.0.0.0/0"));
        assertThat(allows(list, "203.0.113.9")).isTrue();
        assertThat(allows(list, "::1")).isFalse();
        assertThat(allows(AllowList.parse(List.of("::/0")), "203.0.113.9")).isTrue();
    }

    @Property
    void aPrefixAllowsExactlyWhatSharesItsLeadingBits(
            @ForAll int network, @ForAll int address, @ForAll @IntRange(max = 32) int prefix) {
        int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
        long low = ExporterAddress.ofIpv4(network & mask);
        AllowList list = AllowList.parse(List.of(ExporterAddress.text(0, low) + "/" + prefix));
        assertThat(list.allows(0, ExporterAddress.ofIpv4(address)))
                .isEqualTo((address & mask) == (network & mask));
        assertThat(list.allows(0, ExporterAddress.ofIpv4(network))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "router.example",
                "192.0.2.0/33",
                "192.0.2.1/24",
                "192.0.2.0/",
                "192.0.2/24",
                "2001:db8::/129",
                "2001:db8::1/64",
                "10.0.0.0/8/8",
                "10.0.0.0/-1",
                "300.1.1.1"
            })
    void aBadEntryIsNamed(String entry) {
        assertThatThrownBy(() -> AllowList.parse(List.of("10.0.0.0/8", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "'");
    }

    private static boolean allows(AllowList list, String address) throws UnknownHostException {
        InetAddress parsed = InetAddress.getByName(address);
        return list.allows(ExporterAddress.high(parsed), ExporterAddress.low(parsed));
    }
}
