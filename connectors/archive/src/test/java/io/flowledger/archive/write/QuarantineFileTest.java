package io.flowledger.archive.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineFileTest {

    @TempDir Path directory;

    @Test
    void refusedBytesAreKeptAsTheyCameWithWhoAndWhy() throws IOException {
        Random random = new Random(5);
        List<ExportDatagram> refused = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            refused.add(refused(random, random.nextInt(i % 50 == 0 ? 65_536 : 100)));
        }
        Path file = write(refused);
        List<List<Object>> rows = ParquetRows.of(file);
        assertThat(rows).hasSize(refused.size());
        for (int i = 0; i < rows.size(); i++) {
            ExportDatagram each = refused.get(i);
            assertThat(rows.get(i).subList(0, 5))
                    .containsExactly(
                            each.receivedAtMicros() / 1000,
                            "192.0.2." + (each.addressLow() & 0xFF),
                            (long) each.port(),
                            each.refusal().label(),
                            (long) each.length());
            assertThat((byte[]) rows.get(i).get(5))
                    .isEqualTo(
                            Arrays.copyOfRange(
                                    each.bytes(), each.offset(), each.offset() + each.length()));
        }
    }

    @Test
    void largePayloadsEndAPageBeforeItsRowsDo() throws IOException {
        List<ExportDatagram> refused = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            refused.add(refused(new Random(i), 60_000));
        }
        try (ParquetFileReader reader =
                ParquetFileReader.open(new LocalInputFile(write(refused)))) {
            var payload = reader.getRowGroups().get(0).getColumns().get(5);
            assertThat(reader.readOffsetIndex(payload).getPageCount()).isBetween(5, 6);
        }
    }

    private static ExportDatagram refused(Random random, int length) {
        byte[] bytes = new byte[length + 7];
        random.nextBytes(bytes);
        Refusal.Reason[] reasons = Refusal.Reason.values();
        return ExportDatagram.refused(
                1_767_225_600_000_000L + random.nextInt(1_000_000_000),
                0,
                ExporterAddress.ofIpv4(0xC000_0200 + random.nextInt(256)),
                random.nextInt(65_536),
                bytes,
                3,
                length,
                reasons[random.nextInt(reasons.length)]);
    }

    private Path write(List<ExportDatagram> refused) throws IOException {
        Path file = directory.resolve("quarantine.parquet");
        try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                OutputStream out = Files.newOutputStream(file)) {
            DatagramWriter writer = group.openQuarantine(out);
            for (ExportDatagram each : refused) {
                writer.write(each);
            }
            writer.finish();
        }
        return file;
    }
}
