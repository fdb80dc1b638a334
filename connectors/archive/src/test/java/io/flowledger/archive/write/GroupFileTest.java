package io.flowledger.archive.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.Condition;
import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.read.ValueRanges;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.sink.DuckDb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;

class GroupFileTest {

    private static final List<FlowColumn> COLUMNS = List.of(FlowColumn.values());

    /** Of rows that are made so that every encoding has a column it is best for. */
    private static final class Sample {

        final List<List<Object>> rows = new ArrayList<>();
        private final SplittableRandom random;

        Sample(long seed, int count) {
            random = new SplittableRandom(seed);
            for (int i = 0; i < count; i++) {
                Object[] row = new Object[COLUMNS.size()];
                for (FlowColumn column : COLUMNS) {
                    row[column.ordinal()] = value(column, i);
                }
                rows.add(Arrays.asList(row));
            }
        }

        private Object value(FlowColumn column, int row) {
            return switch (column) {
                case EXPORTER -> "192.0.2." + row / 50 % 3;
                case EPOCH -> row % 11 == 0 ? null : (Object) (1_700_000_000_000L + row / 300);
                case RECEIVED_AT -> 1_767_225_600_000L + row * 3L + random.nextInt(3);
                case FLOW_START -> random.nextLong();
                case SEQUENCE -> 0xFFFF_FFFFL - random.nextInt(2);
                case SRC_ADDR -> random.nextLong(1L << 32);
                case DST_ADDR -> (long) Math.pow(random.nextDouble(), -2) & 0xFFFF_FFFFL;
                case SRC_PORT -> (long) random.nextInt(random.nextInt(10) == 0 ? 65_536 : 7);
                case DST_PORT -> (long) random.nextInt() - 5;
                case TOS -> 0L;
                default -> (long) random.nextInt(30);
            };
        }

        Path write(Path file, GroupOptions options, int groupRows, int pageRows)
                throws IOException {
            try (OutputStream out = Files.newOutputStream(file);
                    GroupFile group = new GroupFile(FlowColumn.TABLE, COLUMNS, out, options)) {
                for (int from = 0; from < rows.size(); from += groupRows) {
                    int to = Math.min(rows.size(), from + groupRows);
                    writeGroup(group, rows.subList(from, to), pageRows);
                }
                group.finish(Map.of("flowledger.order", "none"));
            }
            return file;
        }

        private static void writeGroup(GroupFile file, List<List<Object>> rows, int pageRows)
                throws IOException {
            List<Integer> ends = new ArrayList<>();
            for (int end = pageRows; end < rows.size(); end += pageRows) {
                ends.add(end);
            }
            ends.add(rows.size());
            file.startGroup(ends.stream().mapToInt(Integer::intValue).toArray());
            for (FlowColumn column : COLUMNS) {
                int at = column.ordinal();
                if (column == FlowColumn.EXPORTER) {
                    List<String> texts =
                            rows.stream().map(row -> (String) row.get(at)).distinct().toList();
                    file.texts(
                            column,
                            rows.stream().mapToInt(row -> texts.indexOf(row.get(at))).toArray(),
                            texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList());
                } else {
                    boolean[] nulls = new boolean[rows.size()];
                    for (int i = 0; i < nulls.length; i++) {
                        nulls[i] = rows.get(i).get(at) == null;
                    }
                    long[] values =
                            rows.stream()
                                    .map(row -> row.get(at))
                                    .filter(value -> value != null)
                                    .mapToLong(value -> (Long) value)
                                    .toArray();
                    file.numbers(column, values, column.nullable() ? nulls : null);
                }
            }
            file.endGroup();
        }
    }

    private static GroupOptions options(Encodings encodings) {
        return new GroupOptions(3, encodings, Set.of(), Set.of());
    }

    @Property(tries = 25)
    void parquetJavaReadsWhatWasWritten(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3_000) int rows,
            @ForAll @IntRange(min = 1, max = 12) int groups,
            @ForAll @IntRange(min = 1, max = 40) int pagesOfAGroup,
            @ForAll Encodings encodings)
            throws IOException {
        Path file = Files.createTempFile("group", ".parquet");
        try {
            Sample sample = new Sample(seed, rows);
            int groupRows = ceilDiv(rows, groups);
            int pageRows = ceilDiv(groupRows, pagesOfAGroup);
            sample.write(file, options(encodings), groupRows, pageRows);
            assertThat(ParquetRows.of(file)).isEqualTo(sample.rows);
            assertThat(ours(file, RowFilter.NONE)).isEqualTo(sample.rows);
        } finally {
            Files.delete(file);
        }
    }

    private static int ceilDiv(int rows, int parts) {
        return (rows + parts - 1) / parts;
    }

    @Test
    void duckDbReadsWhatWasWritten(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        Sample sample = new Sample(1, 40_000);
        for (Encodings encodings : Encodings.values()) {
            Path file = folder.resolve(encodings + ".parquet");
            sample.write(file, options(encodings), 25_000, 6_000);
            StringBuilder columns = new StringBuilder();
            for (FlowColumn column : COLUMNS) {
                // the sample's times are any numbers
                boolean time = column.type() == io.flowledger.archive.schema.ColumnType.TIMESTAMP;
                columns.append(columns.isEmpty() ? "" : ", ")
                        .append(
                                column == FlowColumn.FLOW_START
                                        ? "0"
                                        : time
                                                ? "epoch_ms(" + column.columnName() + ")"
                                                : column.columnName());
            }
            List<List<Object>> expected = new ArrayList<>();
            for (List<Object> row : sample.rows) {
                List<Object> copy = new ArrayList<>(row);
                copy.set(FlowColumn.FLOW_START.ordinal(), 0L);
                expected.add(copy);
            }
            assertThat(DuckDb.query("SELECT " + columns + " FROM '" + file + "'"))
                    .as(encodings.name())
                    .isEqualTo(expected);
        }
    }

    @Test
    void onlyDenseFilesHaveDeltas(@org.junit.jupiter.api.io.TempDir Path folder)
            throws IOException {
        Sample sample = new Sample(2, 20_000);
        Set<Encoding> portable =
                encodings(
                        sample.write(
                                folder.resolve("p"), options(Encodings.PORTABLE), 20_000, 4_000));
        Set<Encoding> dense =
                encodings(
                        sample.write(folder.resolve("d"), options(Encodings.DENSE), 20_000, 4_000));
        assertThat(portable)
                .contains(Encoding.PLAIN, Encoding.RLE_DICTIONARY)
                .doesNotContain(Encoding.DELTA_BINARY_PACKED);
        assertThat(dense)
                .contains(Encoding.PLAIN, Encoding.RLE_DICTIONARY, Encoding.DELTA_BINARY_PACKED);
        assertThat(Files.size(folder.resolve("d"))).isLessThan(Files.size(folder.resolve("p")));
    }

    @Test
    void whatIsSoughtHasNoDictionaryAndABloomFilterKeepsRowGroupsClosed(
            @org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
        Sample sample = new Sample(3, 30_000);
        GroupOptions both =
                new GroupOptions(
                        3,
                        Encodings.DENSE,
                        Set.of(FlowColumn.DST_ADDR),
                        Set.of(FlowColumn.SRC_ADDR, FlowColumn.DST_PORT));
        Path plain = sample.write(folder.resolve("p"), options(Encodings.DENSE), 3_000, 500);
        Path file = sample.write(folder.resolve("f"), both, 3_000, 500);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            for (ColumnChunkMetaData chunk : reader.getRowGroups().get(0).getColumns()) {
                String name = chunk.getPath().toDotString();
                if (name.equals("dst_addr")) {
                    assertThat(chunk.getEncodings()).doesNotContain(Encoding.RLE_DICTIONARY);
                }
                assertThat(chunk.getBloomFilterOffset() > 0)
                        .as(name)
                        .isEqualTo(name.equals("src_addr") || name.equals("dst_port"));
            }
        }
        int at = FlowColumn.SRC_ADDR.ordinal();
        long wanted = (Long) sample.rows.get(17_000).get(at);
        RowFilter filter =
                RowFilter.NONE.withNumbers(
                        FlowColumn.SRC_ADDR,
                        new Condition<>(ValueRanges.between(wanted, wanted), false));
        assertThat(ours(file, filter))
                .isEqualTo(sample.rows.stream().filter(r -> r.get(at).equals(wanted)).toList());
        assertThat(bytesRead(file, filter)).isLessThan(bytesRead(plain, filter) * 3 / 4);
    }

    private static Set<Encoding> encodings(Path file) throws IOException {
        Set<Encoding> all = new HashSet<>();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            reader.getRowGroups()
                    .forEach(
                            group ->
                                    group.getColumns()
                                            .forEach(chunk -> all.addAll(chunk.getEncodings())));
        }
        return all;
    }

    private static long bytesRead(Path file, RowFilter filter) throws IOException {
        try (TableReader reader = open(file, filter)) {
            RowBatch batch = reader.newBatch();
            while (reader.next(batch)) {
                // only what it takes counts
            }
            return reader.bytesRead();
        }
    }

    private static TableReader open(Path file, RowFilter filter) throws IOException {
        return TableReader.open(
                new LocalInputFile(file), file.toString(), COLUMNS, filter, 0, Long.MAX_VALUE);
    }

    private static List<List<Object>> ours(Path file, RowFilter filter) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (TableReader reader = open(file, filter)) {
            RowBatch batch = reader.newBatch();
            while (reader.next(batch)) {
                for (int i = 0; i < batch.rows(); i++) {
                    Object[] row = new Object[COLUMNS.size()];
                    for (FlowColumn column : COLUMNS) {
                        row[column.ordinal()] = value(batch, column, batch.place(i));
                    }
                    rows.add(Arrays.asList(row));
                }
            }
        }
        return rows;
    }

    private static Object value(RowBatch batch, FlowColumn column, int place) {
        int at = column.ordinal();
        if (batch.nulls(at)[place]) {
            return null;
        }
        return switch (column.type()) {
            case INT32 -> (Object) (long) batch.ints(at)[place];
            case INT64, TIMESTAMP -> batch.longs(at)[place];
            default -> batch.texts(at)[place].toString();
        };
    }
}
