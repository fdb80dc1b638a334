package io.flowledger.netflow.capture;

import static io.flowledger.netflow.capture.TestCaptures.concat;
import static io.flowledger.netflow.capture.TestCaptures.ethernet;
import static io.flowledger.netflow.capture.TestCaptures.ipv4;
import static io.flowledger.netflow.capture.TestCaptures.open;
import static io.flowledger.netflow.capture.TestCaptures.pcap;
import static io.flowledger.netflow.capture.TestCaptures.pcapHeader;
import static io.flowledger.netflow.capture.TestCaptures.pcapPacket;
import static io.flowledger.netflow.capture.TestCaptures.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassicPcapTest {

    @ParameterizedTest(name = "{0}, nanoseconds: {1}")
    @CsvSource({
        "LITTLE_ENDIAN, false",
        "LITTLE_ENDIAN, true",
        "BIG_ENDIAN, false",
        "BIG_ENDIAN, true"
    })
    void bothByteOrdersAndPrecisionsAreRead(String name, boolean nanos) throws IOException {
        ByteOrder order =
                name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] file =
                concat(
                        pcapHeader(order, nanos, 1),
                        pcapPacket(order, -1, nanos ? 999_999_999 : 999_999, ethernet(ipv4())));
        List<TestCaptures.Datagram> read = readAll(open(file));
        assertThat(read).hasSize(1);
        assertThat(read.get(0).timestampMicros()).isEqualTo(4_294_967_295_999_999L);
        assertThat(read.get(0).position()).isEqualTo(file.length);
    }

    @Test
    void readingGoesOnAtAnyPositionReported() throws IOException {
        byte[] file = pcap(101, ipv4(), new byte[9], ipv4(), ipv4());
        List<TestCaptures.Datagram> all = readAll(open(file));
        for (int i = 0; i < all.size(); i++) {
            CaptureReader resumed =
                    CaptureReader.open(
                            new ByteArrayInputStream(file), "x", all.get(i).position(), Set.of());
            assertThat(readAll(resumed)).isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @Test
    void aChannelAndAGzippedFileGiveTheSame(@TempDir Path folder) throws IOException {
        byte[] file = pcap(101, ipv4(), ipv4(), ipv4());
        Path plain = Files.write(folder.resolve("a.pcap"), file);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(file);
        }
        Path gzipped = Files.write(folder.resolve("a.pcap.gz"), compressed.toByteArray());
        List<TestCaptures.Datagram> all = readAll(open(file));
        long second = all.get(0).position();
        for (Path path : List.of(plain, gzipped)) {
            try (CaptureReader whole = CaptureReader.open(path);
                    CaptureReader resumed = CaptureReader.open(path, second)) {
                assertThat(readAll(whole)).isEqualTo(all);
                assertThat(readAll(resumed)).isEqualTo(all.subList(1, 3));
            }
        }
        Path cut =
                Files.write(
                        folder.resolve("cut.pcap.gz"),
                        Arrays.copyOf(compressed.toByteArray(), compressed.size() - 12));
        try (CaptureReader reader = CaptureReader.open(cut)) {
            readAll(reader);
            assertThat(reader.isCut()).isTrue();
        }
    }

    @Test
    void onlyTheAskedForPortsAreDelivered() throws IOException {
        byte[] file = pcap(101, ipv4());
        CaptureReader other =
                CaptureReader.open(new ByteArrayInputStream(file), "x", 0, Set.of(9995, 4739));
        assertThat(readAll(other)).isEmpty();
        assertThat(other.skipped(SkipReason.OTHER_PORT)).isEqualTo(1);
        CaptureReader asked =
                CaptureReader.open(new ByteArrayInputStream(file), "x", 0, Set.of(2055));
        assertThat(readAll(asked)).hasSize(1);
    }

    @Test
    void aCutFileGivesItsWholePacketsAndSaysWhereItIsCut() throws IOException {
        byte[] file = pcap(101, ipv4(), ipv4());
        int secondPacket = 24 + 16 + ipv4().length;
        for (int length = secondPacket + 1; length < file.length; length++) {
            CaptureReader reader = open(Arrays.copyOf(file, length));
            assertThat(readAll(reader)).hasSize(1);
            assertThat(reader.isCut()).isTrue();
            assertThat(reader.position()).isEqualTo(secondPacket);
            assertThat(reader.cutDescription())
                    .contains("test.pcap", "byte " + secondPacket, "1 whole packet");
            assertThat(reader.next()).isFalse();
        }
        CaptureReader whole = open(Arrays.copyOf(file, secondPacket));
        assertThat(readAll(whole)).hasSize(1);
        assertThat(whole.isCut()).isFalse();
    }

    @Test
    void anImpossiblyLongPacketIsDamageNamedByItsByte() throws IOException {
        byte[] lie = ByteBuffer.allocate(16).putInt(8, 0x7FFF_FFFF).array();
        CaptureReader reader = open(concat(pcap(101, ipv4()), lie));
        assertThat(reader.next()).isTrue();
        long damage = reader.position();
        assertThatThrownBy(reader::next)
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("test.pcap is damaged at byte " + damage);
    }

    @Test
    void whatIsNoCaptureIsRefusedWithWhatIsOne(@TempDir Path folder) {
        assertThatThrownBy(() -> open("#!/bin/sh\nexit".getBytes()))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("test.pcap is no capture: it starts with 23 21 2f 62")
                .hasMessageContaining("a1 b2 c3 d4");
        assertThatThrownBy(() -> open(new byte[0])).hasMessageContaining("only 0 bytes");
        assertThatThrownBy(() -> open(Arrays.copyOf(pcap(1), 20)))
                .hasMessageContaining("cut inside the file header");
        assertThatThrownBy(() -> CaptureReader.open(folder)).hasMessageContaining("directory");
        assertThatThrownBy(() -> CaptureReader.open(folder.resolve("none.pcap")))
                .hasMessageContaining("there is no capture file")
                .hasMessageContaining("none.pcap");
    }

    @Test
    void aPositionBehindTheEndIsRefused(@TempDir Path folder) throws IOException {
        byte[] bytes = pcap(101, ipv4());
        Path file = Files.write(folder.resolve("x.pcap"), bytes);
        assertThatThrownBy(() -> CaptureReader.open(file, bytes.length + 1))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("x.pcap ends before position " + (bytes.length + 1));
        // A FileInputStream skips behind the end without saying so.
        assertThatThrownBy(
                        () ->
                                CaptureReader.open(
                                        new FileInputStream(file.toFile()),
                                        "x.pcap",
                                        9_999,
                                        Set.of()))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("x.pcap ends before position 9999");
        try (CaptureReader atTheEnd = CaptureReader.open(file, bytes.length)) {
            assertThat(atTheEnd.next()).isFalse();
            assertThat(atTheEnd.isCut()).isFalse();
        }
    }
}
