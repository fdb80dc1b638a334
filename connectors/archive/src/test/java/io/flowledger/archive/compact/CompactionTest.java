package io.flowledger.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.archive.read.Condition;
import io.flowledger.archive.read.DatagramRows;
import io.flowledger.archive.read.FlowFileException;
import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.read.SentDatagram;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.read.ValueRanges;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.sink.DuckDb;
import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.Encodings;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.SampleTraffic;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompactionTest {

    /** Restarts, sessions that are not audited, hosts that come back and some that do not. */
    private static final List<ExportDatagram> TRAFFIC =
            new SampleTraffic(1, 6, 20_000, 1_767_225_600_000_000L, 60).datagrams(8_000, 30);

    private static final int FILES = 5;

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void everyRowIsConservedAndItTakesFewerBytes(Encodings encodings) throws Exception {
        List<Path> sources = sources(TRAFFIC);
        Path compacted = folder.resolve("compacted.parquet");

        Content expected = compact(sources, compacted, options(encodings, 50_000));

        assertThat(expected.rows()).isEqualTo(30L * TRAFFIC.size());
        assertThat(expected.difference(Compaction.contentOf(source(compacted)))).isEmpty();
        assertThat(onlyIn("source-*.parquet", "compacted.parquet")).isZero();
        assertThat(onlyIn("compacted.parquet", "source-*.parquet")).isZero();
        long before = 0;
        for (Path source : sources) {
            before += Files.size(source);
        }
        assertThat(Files.size(compacted)).isLessThan(before);
    }

    @ParameterizedTest
    @EnumSource
    void theSameSourcesGiveTheSameBytes(Encodings encodings) throws Exception {
        List<Path> sources = sources(TRAFFIC);
        compact(sources, folder.resolve("one"), options(encodings, 70_000));
        compact(sources, folder.resolve("two"), options(encodings, 70_000));
        assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("two"))).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void datagramsOfARowGroupAreReadWhole(Encodings encodings) throws Exception {
        Path compacted = folder.resolve("compacted.parquet");
        compact(sources(TRAFFIC), compacted, options(encodings, 1_000_000));
        List<ArchivedDatagram> read = new ArrayList<>();
        try (DatagramRows rows =
                DatagramRows.open(new LocalInputFile(compacted), compacted.toString())) {
            ArchivedDatagram next;
            while ((next = rows.next()) != null) {
                read.add(next);
            }
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(SentDatagram.all(TRAFFIC));
    }

    @Test
    void anEqualityOnTheLeadingColumnReadsOneClusterOfEachRowGroup() throws Exception {
        Path compacted = folder.resolve("compacted.parquet");
        compact(sources(TRAFFIC), compacted, options(Encodings.DENSE, 1_000_000));
        long[] addresses =
                DuckDb.query(
                                "SELECT dst_addr FROM '"
                                        + compacted
                                        + "' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 400")
                        .stream()
                        .mapToLong(row -> (Long) row.get(0))
                        .toArray();
        // 240,000 rows are 29 clusters
        for (long address : new long[] {addresses[0], addresses[40], addresses[399]}) {
            assertThat(bytesRead(compacted, FlowColumn.DST_ADDR, address))
                    .isLessThan(Files.size(compacted) / 50);
        }
    }

    @Test
    void theBytesOfAPartAreThoseOfItsRowGroups() throws Exception {
        Path compacted = folder.resolve("compacted.parquet");
        compact(sources(TRAFFIC), compacted, options(Encodings.DENSE, 60_000));
        long length = Files.size(compacted);
        LocalInputFile file = new LocalInputFile(compacted);
        long all = Compaction.storedBytes(List.of(source(compacted)));
        long sum = 0;
        // 4 row groups of about the same size, and a footer: three eighths have one or two of them
        for (long from = 0; from < length; from += length * 3 / 8 + 1) {
            long bytes =
                    Compaction.storedBytes(
                            List.of(new FlowSource(file, "part", from, from + length * 3 / 8 + 1)));
            double groups = 4.0 * bytes / all;
            assertThat(groups).isCloseTo(Math.rint(groups), within(0.1)).isBetween(0.9, 2.1);
            sum += bytes;
        }
        assertThat(all).isBetween(length * 9 / 10, length);
        assertThat(sum).isEqualTo(all);
    }

    @Test
    void aValueThatChangedIsNamedByItsColumn() throws Exception {
        Content before = content(TRAFFIC);
        for (FlowColumn column :
                new FlowColumn[] {FlowColumn.BYTES, FlowColumn.EXPORTER, FlowColumn.EPOCH}) {
            Path changed = folder.resolve("changed-" + column + ".parquet");
            String value =
                    switch (column) {
                        case BYTES -> "bytes + 1";
                        case EXPORTER -> "'192.0.2.77'";
                        default -> "NULL";
                    };
            DuckDb.copy(
                    "SELECT * REPLACE (CASE WHEN sequence = 30 AND record = 7 THEN "
                            + value
                            + " ELSE "
                            + column.columnName()
                            + " END AS "
                            + column.columnName()
                            + ") FROM '"
                            + folder.resolve("source-*.parquet")
                            + "'",
                    changed,
                    "CODEC 'zstd'");
            assertThat(before.difference(Compaction.contentOf(source(changed))))
                    .contains("other values in column " + column.columnName());
        }
    }

    @Test
    void valuesThatChangedRowsAreSeen() throws Exception {
        Content before = content(TRAFFIC);
        Path swapped = folder.resolve("swapped.parquet");
        DuckDb.copy(
                "SELECT * REPLACE (CASE record WHEN 3 THEN 4 WHEN 4 THEN 3 ELSE record END AS record)"
                        + " FROM '"
                        + folder.resolve("source-*.parquet")
                        + "'",
                swapped,
                "CODEC 'zstd'");
        assertThat(before.difference(Compaction.contentOf(source(swapped))))
                .contains("the same values in other rows");
    }

    @Test
    void aRowTooManyAndARowTooFewAreSeen() throws Exception {
        Content before = content(TRAFFIC);
        assertThat(before.difference(content(TRAFFIC.subList(0, TRAFFIC.size() - 1))))
                .contains("239970 rows instead of 240000");
    }

    @Test
    void theOrderOfRowsDoesNotMatterToWhatIsCompared() throws Exception {
        Content before = content(TRAFFIC);
        List<ExportDatagram> shuffled = new ArrayList<>(TRAFFIC);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(before.difference(content(shuffled))).isEmpty();
    }

    @Test
    void aDamagedSourceIsNamed() throws Exception {
        List<Path> sources = sources(TRAFFIC);
        byte[] bytes = Files.readAllBytes(sources.get(2));
        for (int at = bytes.length / 3; at < bytes.length / 2; at++) {
            bytes[at] ^= 0x55;
        }
        Files.write(sources.get(2), bytes);
        assertThatThrownBy(
                        () ->
                                compact(
                                        sources,
                                        folder.resolve("none"),
                                        options(Encodings.DENSE, 50_000)))
                .isInstanceOf(FlowFileException.class)
                .hasMessageStartingWith("archive file " + sources.get(2) + ": damaged");
    }

    @Test
    void aRowWithoutAValueItMustHaveIsRefusedWithItsFile() throws Exception {
        assertRefused("NULLIF(packets, 3) AS packets", "NULL in column packets");
    }

    @Test
    void aNumberThatTheWireHasNoRoomForIsRefusedWithItsFile() throws Exception {
        assertRefused(
                "CASE WHEN record = 7 THEN 65536 ELSE src_port END AS src_port",
                "65536 in column src_port, which has 2 bytes");
        assertRefused(
                "CASE WHEN record = 7 THEN -1 ELSE \"bytes\" END AS \"bytes\"",
                "-1 in column bytes, which has 4 bytes");
    }

    private void assertRefused(String replaced, String message) throws Exception {
        sources(TRAFFIC);
        Path wrong = folder.resolve("wrong.parquet");
        DuckDb.copy(
                "SELECT * REPLACE ("
                        + replaced
                        + ") FROM '"
                        + folder.resolve("source-0.parquet")
                        + "'",
                wrong,
                "CODEC 'zstd'");
        assertThatThrownBy(
                        () ->
                                compact(
                                        List.of(wrong),
                                        folder.resolve("none"),
                                        options(Encodings.DENSE, 50_000)))
                .isInstanceOf(FlowFileException.class)
                .hasMessageContaining(wrong.toString())
                .hasMessageContaining(message);
    }

    @Test
    void filesWithoutRowsBecomeOneWithoutRows() throws Exception {
        Path compacted = folder.resolve("compacted.parquet");
        Content none = compact(sources(List.of()), compacted, options(Encodings.DENSE, 1_000));
        assertThat(none.rows()).isZero();
        assertThat(Compaction.contentOf(source(compacted)).rows()).isZero();
    }

    // ---- files ---------------------------------------------------------------------------------

    private Content content(List<ExportDatagram> traffic) throws IOException {
        return compact(
                sources(traffic), folder.resolve("any"), options(Encodings.PORTABLE, 1_000_000));
    }

    private static CompactOptions options(Encodings encodings, int chunkRows) {
        return new CompactOptions(
                encodings, 3, Set.of(), CompactOptions.defaultClusters(encodings), chunkRows);
    }

    private List<Path> sources(List<ExportDatagram> traffic) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("source-" + i + ".parquet");
            try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                    OutputStream out = Files.newOutputStream(file)) {
                DatagramWriter writer = group.openFlows(out);
                int size = traffic.size();
                for (ExportDatagram each :
                        traffic.subList(size * i / FILES, size * (i + 1) / FILES)) {
                    writer.write(each);
                }
                writer.finish();
            }
            files.add(file);
        }
        return files;
    }

    private static FlowSource source(Path file) {
        return new FlowSource(new LocalInputFile(file), file.toString(), 0, Long.MAX_VALUE);
    }

    private static Content compact(List<Path> sources, Path to, CompactOptions options)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            return new Compaction(options, rows -> {})
                    .write(sources.stream().map(CompactionTest::source).toList(), out);
        }
    }

    private long onlyIn(String files, String others) throws Exception {
        return (Long)
                DuckDb.query(
                                "SELECT count(*) FROM (FROM '%s' EXCEPT ALL FROM '%s')"
                                        .formatted(folder.resolve(files), folder.resolve(others)))
                        .get(0)
                        .get(0);
    }

    private static long bytesRead(Path file, FlowColumn column, long value) throws IOException {
        RowFilter filter =
                RowFilter.NONE.withNumbers(
                        column, new Condition<>(ValueRanges.between(value, value), false));
        try (TableReader reader =
                TableReader.open(
                        new LocalInputFile(file),
                        file.toString(),
                        List.of(),
                        filter,
                        0,
                        Long.MAX_VALUE)) {
            RowBatch batch = reader.newBatch();
            long rows = 0;
            while (reader.next(batch)) {
                rows += batch.rows();
            }
            assertThat(rows).isPositive();
            return reader.bytesRead();
        }
    }
}
