package io.flowledger.netflow.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapWriterTest {

    @TempDir Path folder;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"ETHERNET, MICROS", "ETHERNET, NANOS", "RAW_IP, MICROS", "RAW_IP, NANOS"})
    void whatIsWrittenIsReadBack(PcapWriter.Link link, PcapWriter.Precision precision)
            throws IOException {
        Path file = folder.resolve("round.pcap");
        int datagrams = 2_000;
        Random values = new Random(5);
        try (PcapWriter writer = PcapWriter.open(file, link, precision)) {
            for (int i = 0; i < datagrams; i++) {
                byte[] bytes = payload(values);
                writer.write(
                        time(i),
                        0xC0A80000 + i,
                        1024 + i,
                        0xE0000001,
                        2055,
                        bytes,
                        3,
                        bytes.length - 3);
            }
        }
        values = new Random(5);
        try (CaptureReader reader = CaptureReader.open(file)) {
            for (int i = 0; i < datagrams; i++) {
                byte[] bytes = payload(values);
                assertThat(reader.next()).isTrue();
                assertThat(reader.timestampMicros()).isEqualTo(time(i));
                assertThat(reader.sourceAddressLow())
                        .isEqualTo(ExporterAddress.ofIpv4(0xC0A80000 + i));
                assertThat(reader.destinationAddressLow())
                        .isEqualTo(ExporterAddress.ofIpv4(0xE0000001));
                assertThat(reader.sourcePort()).isEqualTo(1024 + i);
                assertThat(reader.destinationPort()).isEqualTo(2055);
                int from = reader.payloadOffset();
                assertThat(
                                Arrays.equals(
                                        reader.bytes(),
                                        from,
                                        from + reader.payloadLength(),
                                        bytes,
                                        3,
                                        bytes.length))
                        .as("payload %d", i)
                        .isTrue();
            }
            assertThat(reader.next()).isFalse();
            assertThat(reader.isCut()).isFalse();
            assertThat(reader.position()).isEqualTo(Files.size(file));
        }
    }

    /** RFC 1071: the sum over a header with its checksum is all ones. */
    @Test
    void theIpHeadersChecksumIsRight() throws IOException {
        Path file = folder.resolve("sum.pcap");
        try (PcapWriter writer =
                PcapWriter.open(file, PcapWriter.Link.RAW_IP, PcapWriter.Precision.MICROS)) {
            writer.write(0, 0xFFFFFFFF, 1, 0xFFFEFFFF, 2, new byte[1464], 0, 1464);
        }
        ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file), 24 + 16, 20);
        int sum = 0;
        while (header.hasRemaining()) {
            sum += header.getShort() & 0xFFFF;
        }
        assertThat((sum & 0xFFFF) + (sum >>> 16)).isEqualTo(0xFFFF);
    }

    @Test
    void aPayloadThatNoUdpDatagramHoldsIsRefused() throws IOException {
        try (PcapWriter writer = PcapWriter.open(folder.resolve("large.pcap"))) {
            writer.write(0, 1, 1, 1, 1, new byte[65_507], 0, 65_507);
            assertThatThrownBy(() -> writer.write(0, 1, 1, 1, 1, new byte[65_508], 0, 65_508))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65507");
        }
        try (CaptureReader reader = CaptureReader.open(folder.resolve("large.pcap"))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.payloadLength()).isEqualTo(65_507);
        }
    }

    private static long time(int i) {
        return 1_700_000_000_000_000L + i * 1_234_567L;
    }

    private static byte[] payload(Random values) {
        byte[] bytes = new byte[3 + values.nextInt(1465)];
        values.nextBytes(bytes);
        return bytes;
    }
}
