package io.flowledger.netflow.capture;

import static io.flowledger.netflow.capture.TestCaptures.DESTINATION_PORT;
import static io.flowledger.netflow.capture.TestCaptures.PAYLOAD;
import static io.flowledger.netflow.capture.TestCaptures.SOURCE;
import static io.flowledger.netflow.capture.TestCaptures.SOURCE_PORT;
import static io.flowledger.netflow.capture.TestCaptures.concat;
import static io.flowledger.netflow.capture.TestCaptures.ethernet;
import static io.flowledger.netflow.capture.TestCaptures.hex;
import static io.flowledger.netflow.capture.TestCaptures.ipv4;
import static io.flowledger.netflow.capture.TestCaptures.ipv6;
import static io.flowledger.netflow.capture.TestCaptures.open;
import static io.flowledger.netflow.capture.TestCaptures.pcap;
import static io.flowledger.netflow.capture.TestCaptures.readAll;
import static io.flowledger.netflow.capture.TestCaptures.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way down to a UDP payload, one packet per kind of header. */
class LinkTypesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Ethernet,              1, 020000000001 020000000002 0800",
        "Ethernet 802.1Q,       1, 020000000001 020000000002 8100 0064 0800",
        "Ethernet QinQ,         1, 020000000001 020000000002 88A8 0001 8100 0064 0800",
        "Linux cooked,        113, 0000 0001 0006 020000000001 0000 0800",
        "Linux cooked 802.1Q, 113, 0000 0001 0006 020000000001 0000 8100 0064 0800",
        "Linux cooked 2,      276, 0800 0000 00000002 0001 00 06 0200000000010000",
        "raw 101,             101, ''",
        "raw 12,               12, ''",
        "raw IPv4,            228, ''",
        "loopback big,          0, 00000002",
        "loopback little,       0, 02000000",
        "OpenBSD loopback,    108, 00000002",
    })
    void anIpv4DatagramIsFoundBehind(String name, int linkType, String header) throws IOException {
        CaptureReader reader = open(pcap(linkType, concat(hex(header), ipv4())));
        assertThat(reader.next()).isTrue();
        assertThat(reader.sourceAddressHigh()).isZero();
        assertThat(reader.sourceAddressLow()).isEqualTo(ExporterAddress.ofIpv4(SOURCE));
        assertThat(reader.destinationAddressLow())
                .isEqualTo(ExporterAddress.ofIpv4(TestCaptures.DESTINATION));
        assertThat(reader.sourcePort()).isEqualTo(SOURCE_PORT);
        assertThat(reader.destinationPort()).isEqualTo(DESTINATION_PORT);
        assertThat(reader.timestampMicros()).isEqualTo(1_700_000_000_000_007L);
        assertThat(payload(reader)).isEqualTo(PAYLOAD);
        assertThat(reader.next()).isFalse();
        assertThat(reader.isCut()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "plain,            17, ''",
        "hop-by-hop,        0, 11 00 0000 0000 0000",
        "routing,          43, 11 01 0000 0000 0000 0000000000000000",
        "two extensions,   60, 00 00 0000 0000 0000 11 00 0000 0000 0000",
        "atomic fragment,  44, 11 00 0000 00000001",
    })
    void anIpv6DatagramIsFoundBehindItsExtensionHeaders(String name, int next, String extensions)
            throws IOException {
        byte[] packet = ipv6(next, concat(hex(extensions), udp(PAYLOAD)));
        CaptureReader reader = open(pcap(1, concat(hex("020000000001 020000000002 86DD"), packet)));
        assertThat(reader.next()).isTrue();
        assertThat(ExporterAddress.text(reader.sourceAddressHigh(), reader.sourceAddressLow()))
                .isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(reader.destinationAddressLow()).isEqualTo(2);
        assertThat(payload(reader)).isEqualTo(PAYLOAD);
    }

    @Test
    void ipOptionsArePassedOver() throws IOException {
        byte[] options = hex("94040000 01010101");
        CaptureReader reader = open(pcap(101, ipv4(udp(PAYLOAD), 17, 0, options)));
        assertThat(reader.next()).isTrue();
        assertThat(payload(reader)).isEqualTo(PAYLOAD);
    }

    @Test
    void ethernetPaddingIsNoPayload() throws IOException {
        CaptureReader reader =
                open(
                        pcap(
                                1,
                                concat(
                                        ethernet(ipv4(udp(new byte[] {9}), 17, 0, new byte[0])),
                                        new byte[17])));
        assertThat(reader.next()).isTrue();
        assertThat(payload(reader)).containsExactly(9);
    }

    @Test
    void aFirstFragmentIsDeliveredWithWhatItHoldsAndLaterOnesAreSkipped() throws IOException {
        byte[] whole = udp(PAYLOAD);
        byte[] first = ipv4(Arrays.copyOf(whole, 16), 17, 0x2000, new byte[0]);
        byte[] second = ipv4(Arrays.copyOfRange(whole, 16, 32), 17, 0x0002, new byte[0]);
        CaptureReader reader = open(pcap(101, first, second));
        assertThat(reader.next()).isTrue();
        assertThat(payload(reader)).isEqualTo(Arrays.copyOf(PAYLOAD, 8));
        assertThat(reader.next()).isFalse();
        assertThat(reader.firstFragments()).isEqualTo(1);
        assertThat(reader.skipped(SkipReason.LATER_FRAGMENT)).isEqualTo(1);
    }

    @Test
    void aPacketCutBySnapLengthIsDeliveredAsFarAsItGoes() throws IOException {
        byte[] ip = ipv4();
        CaptureReader reader =
                open(
                        pcap(
                                101,
                                Arrays.copyOf(ip, 28 + 5),
                                Arrays.copyOf(ip, 28),
                                Arrays.copyOf(ip, 12)));
        assertThat(reader.next()).isTrue();
        assertThat(payload(reader)).isEqualTo(Arrays.copyOf(PAYLOAD, 5));
        assertThat(reader.next()).isFalse();
        assertThat(reader.snapLengthCuts()).isEqualTo(1);
        assertThat(reader.skipped(SkipReason.CUT_BEFORE_PAYLOAD)).isEqualTo(2);
    }

    @Test
    void everyPacketThatIsNotDeliveredIsCountedByItsReason() throws IOException {
        byte[] lyingUdp = udp(PAYLOAD);
        lyingUdp[5] = 120;
        byte[] arp = concat(hex("FFFFFFFFFFFF 020000000002 0806"), new byte[28]);
        CaptureReader reader =
                open(
                        pcap(
                                1,
                                arp,
                                ethernet(ipv4(new byte[20], 6, 0, new byte[0])),
                                ethernet(ipv4(lyingUdp, 17, 0, new byte[0])),
                                ethernet(ipv4())));
        assertThat(readAll(reader)).hasSize(1);
        assertThat(reader.packets()).isEqualTo(4);
        assertThat(reader.datagrams()).isEqualTo(1);
        assertThat(reader.skipped(SkipReason.NOT_IP)).isEqualTo(1);
        assertThat(reader.skipped(SkipReason.NOT_UDP)).isEqualTo(1);
        assertThat(reader.skipped(SkipReason.MALFORMED)).isEqualTo(1);
    }

    @Test
    void anUnsupportedLinkTypeIsRefusedWithWhatIsSupported() {
        assertThatThrownBy(() -> open(pcap(105, ipv4())))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("test.pcap")
                .hasMessageContaining("105")
                .hasMessageContaining("Ethernet (1)");
    }

    @Test
    void theMinimalUdpDatagramHasAnEmptyPayload() throws IOException {
        List<TestCaptures.Datagram> read =
                readAll(open(pcap(101, ipv4(udp(new byte[0]), 17, 0, new byte[0]))));
        assertThat(read).hasSize(1);
        assertThat(read.get(0).payload()).isEmpty();
    }

    private static byte[] payload(CaptureReader reader) {
        return Arrays.copyOfRange(
                reader.bytes(),
                reader.payloadOffset(),
                reader.payloadOffset() + reader.payloadLength());
    }
}
