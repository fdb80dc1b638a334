package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.sink.DuckDb;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatagramRowsTest {

    private static final FileOptions SMALL =
            FileOptions.defaults().withPage(700, 1 << 20).withRowGroup(5_000, 1 << 20);

    @TempDir Path directory;

    @Test
    void inOrderOfArrivalEveryDatagramComesBackWhole() throws IOException {
        List<ExportDatagram> traffic = SampleFiles.traffic(1, 2_000);
        Path file = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        assertThat(datagrams(file)).isEqualTo(SentDatagram.all(traffic));
    }

    @Test
    void aDatagramThatIsThereTwiceIsTwoDatagrams() throws IOException {
        ExportDatagram once = SampleFiles.traffic(1, 1).get(0);
        Path file =
                SampleFiles.write(directory.resolve("flows.parquet"), SMALL, List.of(once, once));
        assertThat(datagrams(file)).isEqualTo(SentDatagram.all(List.of(once, once)));
    }

    @Test
    void datagramsThatDifferInTheirEpochOnlyAreTwo() throws IOException {
        ExportDatagram first = SampleFiles.traffic(1, 1).get(0);
        List<ExportDatagram> traffic =
                List.of(first, first.withEpoch(1), first.withEpoch(ExportDatagram.EPOCH_UNKNOWN));
        Path file = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        assertThat(datagrams(file)).isEqualTo(SentDatagram.all(traffic));
    }

    @Test
    void aFileSortedBySomethingElseGivesPartsThatAddUpToTheDatagrams() throws Exception {
        List<ExportDatagram> traffic = SampleFiles.traffic(1, 500);
        Path ours = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        Path sorted = directory.resolve("sorted.parquet");
        DuckDb.copy("FROM '" + ours + "' ORDER BY src_addr, packets", sorted, "CODEC 'zstd'");

        List<ArchivedDatagram> parts = datagrams(sorted);
        assertThat(parts).hasSizeGreaterThan(traffic.size());
        assertThat(merged(parts)).containsExactlyInAnyOrderElementsOf(SentDatagram.all(traffic));
    }

    private static List<ArchivedDatagram> datagrams(Path file) throws IOException {
        List<ArchivedDatagram> all = new ArrayList<>();
        try (DatagramRows rows = DatagramRows.open(new LocalInputFile(file), file.toString())) {
            ArchivedDatagram next;
            while ((next = rows.next()) != null) {
                all.add(next);
            }
        }
        return all;
    }

    private static List<ArchivedDatagram> merged(List<ArchivedDatagram> parts) {
        Map<List<Object>, ArchivedDatagram> whole = new LinkedHashMap<>();
        for (ArchivedDatagram part : parts) {
            List<Object> key =
                    List.of(
                            part.exporter(),
                            part.exporterPort(),
                            part.engineType(),
                            part.engineId(),
                            part.epochMillis(),
                            part.receivedAtMillis(),
                            part.sequence());
            whole.merge(key, part, DatagramRowsTest::plus);
        }
        return List.copyOf(whole.values());
    }

    private static ArchivedDatagram plus(ArchivedDatagram a, ArchivedDatagram b) {
        return new ArchivedDatagram(
                a.exporter(),
                a.exporterPort(),
                a.engineType(),
                a.engineId(),
                a.epochMillis(),
                a.receivedAtMillis(),
                a.sequence(),
                a.sysUptime(),
                Math.min(a.firstRecord(), b.firstRecord()),
                a.records() + b.records(),
                a.packets() + b.packets(),
                a.octets() + b.octets(),
                a.flags() | b.flags());
    }
}
