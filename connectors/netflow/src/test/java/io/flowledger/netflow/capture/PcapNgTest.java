package io.flowledger.netflow.capture;

import static io.flowledger.netflow.capture.TestCaptures.block;
import static io.flowledger.netflow.capture.TestCaptures.concat;
import static io.flowledger.netflow.capture.TestCaptures.enhancedPacket;
import static io.flowledger.netflow.capture.TestCaptures.ethernet;
import static io.flowledger.netflow.capture.TestCaptures.ipv4;
import static io.flowledger.netflow.capture.TestCaptures.networkInterface;
import static io.flowledger.netflow.capture.TestCaptures.open;
import static io.flowledger.netflow.capture.TestCaptures.readAll;
import static io.flowledger.netflow.capture.TestCaptures.resolution;
import static io.flowledger.netflow.capture.TestCaptures.section;
import static io.flowledger.netflow.capture.TestCaptures.simplePacket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapNgTest {

    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final ByteOrder BE = ByteOrder.BIG_ENDIAN;
    private static final byte[] NONE = new byte[0];

    /**
     * Two sections of different byte order; in each, interfaces of their own and foreign blocks.
     */
    private static byte[] twoSections() {
        byte[] foreign = block(LE, 0x0000_0BAD, new byte[100]);
        return concat(
                section(LE),
                networkInterface(LE, 1, 0, NONE),
                networkInterface(LE, 101, 0, resolution(LE, 9)),
                foreign,
                enhancedPacket(LE, 0, 1_700_000_000_000_001L, ethernet(ipv4())),
                enhancedPacket(LE, 1, 1_700_000_000_000_002_999L, ipv4()),
                section(BE),
                networkInterface(BE, 101, 0, NONE),
                enhancedPacket(BE, 0, 1_700_000_000_000_003L, ipv4()));
    }

    @Test
    void sectionsHaveTheirOwnByteOrderAndInterfaces() throws IOException {
        byte[] file = twoSections();
        CaptureReader reader = open(file);
        List<TestCaptures.Datagram> read = readAll(reader);
        assertThat(read)
                .extracting(TestCaptures.Datagram::timestampMicros)
                .containsExactly(
                        1_700_000_000_000_001L, 1_700_000_000_000_002L, 1_700_000_000_000_003L);
        assertThat(read)
                .extracting(TestCaptures.Datagram::payload)
                .containsOnly(new String(TestCaptures.PAYLOAD));
        assertThat(reader.position()).isEqualTo(file.length);
        assertThat(reader.isCut()).isFalse();
    }

    @Test
    void readingGoesOnAtAnyPositionReported() throws IOException {
        byte[] file = twoSections();
        List<TestCaptures.Datagram> all = readAll(open(file));
        for (int i = 0; i < all.size(); i++) {
            CaptureReader resumed =
                    CaptureReader.open(
                            new ByteArrayInputStream(file), "x", all.get(i).position(), Set.of());
            assertThat(readAll(resumed)).isEqualTo(all.subList(i + 1, all.size()));
        }
        assertThatThrownBy(
                        () ->
                                CaptureReader.open(
                                        new ByteArrayInputStream(file),
                                        "x",
                                        all.get(0).position() - 2,
                                        Set.of()))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("no packet boundary");
    }

    @ParameterizedTest(name = "if_tsresol {0}: {1} ticks are {2} µs")
    @CsvSource({
        "0, 1700000000, 1700000000000000",
        "3, 1700000000123, 1700000000123000",
        "6, 1700000000123456, 1700000000123456",
        "9, 1700000000123456789, 1700000000123456",
        "128, 1700000000, 1700000000000000", // 2^0
        "138, 1740800000512, 1700000000500000", // 2^-10: 1700000000 s and 512/1024
        "160, 7301444409642450944, 1700000001500000", // 2^-32: 1700000001 s and 2^31/2^32
    })
    void timesAreInTheInterfacesResolution(int resolution, long ticks, long micros)
            throws IOException {
        byte[] file =
                concat(
                        section(LE),
                        networkInterface(LE, 101, 0, resolution(LE, resolution)),
                        enhancedPacket(LE, 0, ticks, ipv4()));
        assertThat(readAll(open(file)).get(0).timestampMicros()).isEqualTo(micros);
    }

    @Test
    void anInterfacesTimeOffsetIsAdded() throws IOException {
        ByteBuffer offset = ByteBuffer.allocate(12).order(LE);
        offset.putShort((short) 14).putShort((short) 8).putLong(1_000);
        byte[] file =
                concat(
                        section(LE),
                        networkInterface(LE, 101, 0, offset.array()),
                        enhancedPacket(LE, 0, 5_000_000, ipv4()));
        assertThat(readAll(open(file)).get(0).timestampMicros()).isEqualTo(1_005_000_000L);
    }

    @Test
    void simplePacketsHaveNoTimeAndEndAtTheSnapLength() throws IOException {
        byte[] packet = ipv4();
        int snap = packet.length - 2;
        byte[] file =
                concat(
                        section(BE),
                        networkInterface(BE, 101, snap, NONE),
                        simplePacket(BE, Arrays.copyOf(packet, snap), packet.length));
        CaptureReader reader = open(file);
        List<TestCaptures.Datagram> read = readAll(reader);
        assertThat(read).hasSize(1);
        assertThat(read.get(0).hasTimestamp()).isFalse();
        assertThat(read.get(0).timestampMicros()).isZero();
        assertThat(read.get(0).payload()).hasSize(TestCaptures.PAYLOAD.length - 2);
        assertThat(reader.snapLengthCuts()).isEqualTo(1);
    }

    @Test
    void packetsOfAnInterfaceThatIsNotUnderstoodAreCounted() throws IOException {
        byte[] file =
                concat(
                        section(LE),
                        networkInterface(LE, 105, 0, NONE),
                        enhancedPacket(LE, 0, 1, ipv4()));
        CaptureReader reader = open(file);
        assertThat(reader.next()).isFalse();
        assertThat(reader.skipped(SkipReason.UNSUPPORTED_LINK_TYPE)).isEqualTo(1);
    }

    @Test
    void anImpossibleTimeIsNone() throws IOException {
        byte[] file =
                concat(
                        section(LE),
                        networkInterface(LE, 101, 0, resolution(LE, 0)),
                        enhancedPacket(LE, 0, -1, ipv4()));
        assertThat(readAll(open(file)).get(0).hasTimestamp()).isFalse();
    }

    @Test
    void aCutFileGivesItsWholePackets() throws IOException {
        byte[] file = twoSections();
        CaptureReader reader = open(Arrays.copyOf(file, file.length - 1));
        assertThat(readAll(reader)).hasSize(2);
        assertThat(reader.isCut()).isTrue();
        assertThat(reader.cutDescription()).contains("test.pcap is cut behind byte");
    }

    @Test
    void damageIsNamedByItsByte() {
        byte[] start = concat(section(LE), networkInterface(LE, 101, 0, NONE));
        byte[] unknown = enhancedPacket(LE, 7, 0, ipv4());
        assertThatThrownBy(() -> open(concat(start, unknown)).next())
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("damaged at byte " + start.length)
                .hasMessageContaining("interface 7");
        byte[] twoLengths = enhancedPacket(LE, 0, 0, ipv4());
        twoLengths[twoLengths.length - 4]++;
        assertThatThrownBy(() -> open(concat(start, twoLengths)).next())
                .hasMessageContaining("two lengths differ");
        byte[] huge = enhancedPacket(LE, 0, 0, ipv4());
        huge[7] = 0x7F;
        assertThatThrownBy(() -> open(concat(start, huge)).next())
                .hasMessageContaining("more than any packet has");
    }
}
