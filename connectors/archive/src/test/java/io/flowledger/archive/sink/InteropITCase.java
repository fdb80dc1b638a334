package io.flowledger.archive.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.compact.CompactOptions;
import io.flowledger.archive.compact.Compaction;
import io.flowledger.archive.compact.FlowSource;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.Encodings;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.PlainDecode;
import io.flowledger.archive.write.SampleTraffic;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same file, every column, as DuckDB, as Flink's own Parquet format and as the bytes say. */
class InteropITCase {

    @TempDir static Path directory;
    private static List<List<Object>> expected;

    @BeforeAll
    static void write() throws IOException {
        List<ExportDatagram> datagrams = new ArrayList<>();
        long start = 1_767_225_600_000_000L;
        SampleTraffic few = new SampleTraffic(1, 6, 3_000, start, 5_000);
        SampleTraffic many = new SampleTraffic(2, 6, 2_000_000_000, start, 5_000);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 3_000; i++) {
            SampleTraffic traffic = i > 2_000 && i % 2 == 0 ? many : few;
            datagrams.add(traffic.next(1 + random.nextInt(30)));
        }
        expected = PlainDecode.rows(datagrams);
        FileOptions options =
                FileOptions.defaults().withPage(3_000, 1 << 20).withRowGroup(30_000, 1 << 30);
        try (WriterGroup group = new WriterGroup(options);
                OutputStream out = Files.newOutputStream(directory.resolve("flows.parquet"))) {
            DatagramWriter writer = group.openFlows(out);
            for (ExportDatagram each : datagrams) {
                writer.write(each);
            }
            writer.finish();
        }
    }

    @Test
    void duckDbReadsEveryColumnAsTheBytesSay() throws Exception {
        assertThat(DuckDb.flows(directory + "/flows.parquet")).isEqualTo(expected);
    }

    @Test
    void duckDbSkipsByStatisticsWithoutLosingAFlow() throws Exception {
        Object address = expected.get(expected.size() / 2).get(FlowColumn.SRC_ADDR.ordinal());
        long flows =
                expected.stream()
                        .filter(r -> r.get(FlowColumn.SRC_ADDR.ordinal()).equals(address))
                        .count();
        assertThat(
                        DuckDb.query(
                                "SELECT count(*) FROM '"
                                        + directory
                                        + "/flows.parquet' WHERE src_addr = "
                                        + address))
                .containsExactly(List.of(flows));
    }

    @Test
    void timestampsAreUtcInstantsForDuckDb() throws Exception {
        assertThat(
                        DuckDb.query(
                                "SELECT DISTINCT typeof(received_at), typeof(flow_end), typeof(bytes)"
                                        + " FROM '"
                                        + directory
                                        + "/flows.parquet'"))
                .containsExactly(
                        List.of("TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE", "BIGINT"));
    }

    @Test
    void flinksOwnFormatReadsEveryColumnAsTheBytesSay() throws Exception {
        assertFlinkReadsAll(directory);
    }

    @Test
    void flinksOwnFormatReadsWhatWasCompactedPortably(@TempDir Path compacted) throws Exception {
        CompactOptions options =
                new CompactOptions(Encodings.PORTABLE, 1, Set.of(FlowColumn.SRC_ADDR), 1, 20_000);
        Path source = directory.resolve("flows.parquet");
        try (OutputStream out = Files.newOutputStream(compacted.resolve("flows.parquet"))) {
            new Compaction(options, rows -> {})
                    .write(
                            List.of(
                                    new FlowSource(
                                            new LocalInputFile(source),
                                            source.toString(),
                                            0,
                                            Long.MAX_VALUE)),
                            out);
        }
        assertFlinkReadsAll(compacted);
    }

    @SuppressWarnings("try")
    private static void assertFlinkReadsAll(Path directory) throws Exception {
        TableEnvironment flink = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        flink.getConfig().set("table.exec.resource.default-parallelism", "1");
        flink.executeSql(
                "CREATE TABLE flows ("
                        + Arrays.stream(FlowColumn.values())
                                .map(c -> "`" + c.columnName() + "` " + flinkType(c))
                                .collect(Collectors.joining(", "))
                        + ") WITH ('connector' = 'filesystem', 'format' = 'parquet', 'path' = '"
                        + directory.toUri()
                        + "', 'parquet.utc-timezone' = 'true',"
                        + " 'parquet.write.int64.timestamp' = 'true')");
        List<List<Object>> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = flink.executeSql("SELECT * FROM flows").collect()) {
            result.forEachRemaining(row -> rows.add(values(row)));
        }
        Comparator<List<Object>> byDatagramAndRecord = Comparator.comparing(Object::toString);
        rows.sort(byDatagramAndRecord);
        List<List<Object>> sorted = new ArrayList<>(expected);
        sorted.sort(byDatagramAndRecord);
        assertThat(rows).isEqualTo(sorted);
    }

    private static String flinkType(FlowColumn column) {
        return switch (column.type()) {
            case INT32 -> "INT";
            case INT64 -> "BIGINT";
            case TIMESTAMP -> "TIMESTAMP_LTZ(3)";
            case DOUBLE -> "DOUBLE";
            case STRING -> "STRING";
            case BINARY -> "BYTES";
        };
    }

    private static List<Object> values(Row row) {
        Object[] values = new Object[row.getArity()];
        for (int i = 0; i < values.length; i++) {
            Object value = row.getField(i);
            if (value instanceof Integer number) {
                value = number.longValue();
            } else if (value instanceof Instant instant) {
                value = instant.toEpochMilli();
            }
            values[i] = value;
        }
        return Arrays.asList(values);
    }
}
