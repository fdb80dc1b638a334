package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.sink.DuckDb;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.NoHadoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {

    private static final List<SampleColumn> ALL = List.of(SampleColumn.values());

    @TempDir Path directory;

    @Property(tries = 60)
    void whatIsPrunedIsWhatTheConditionsRuleOut(
            @ForAll long seed,
            @ForAll @IntRange(max = 3_000) int rows,
            @ForAll @IntRange(min = 1, max = 700) int pageRows,
            @ForAll @IntRange(min = 1, max = 2_000) int groupRows)
            throws IOException {
        Path file = Files.createTempFile("sample", ".parquet");
        try {
            List<List<Object>> sample = sample(seed, rows);
            write(file, pageRows, groupRows, sample);
            requireSameAsFiltered(file, sample, seed, 12);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 24)
    void filesOfParquetJavaAreFilteredTheSame(
            @ForAll long seed,
            @ForAll WriterVersion version,
            @ForAll boolean dictionary,
            @ForAll boolean statistics,
            @ForAll @IntRange(min = 1, max = 700) int pageRows)
            throws IOException {
        Path file = Files.createTempFile("theirs", ".parquet");
        try {
            List<List<Object>> sample = sample(seed, 2_500);
            writeWithParquetJava(
                    file, sample, version, dictionary, pageRows, statistics, seed % 2 == 0);
            requireSameAsFiltered(file, sample, seed, 12);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void filesOfDuckDbAreFilteredTheSame() throws Exception {
        List<List<Object>> sample = sample(5, 9_000);
        Path ours = directory.resolve("ours.parquet");
        write(ours, 500, 4_000, sample);
        for (String options :
                List.of(
                        "CODEC 'snappy', ROW_GROUP_SIZE 2048",
                        "CODEC 'zstd', ROW_GROUP_SIZE 4096, PARQUET_VERSION 'V2'")) {
            Path theirs = directory.resolve("theirs.parquet");
            DuckDb.copy("FROM '" + ours + "'", theirs, options);
            for (int seed = 0; seed < 10; seed++) {
                requireSameAsFiltered(theirs, sample, seed, 10);
            }
        }
    }

    private static void requireSameAsFiltered(
            Path file, List<List<Object>> sample, long seed, int filters) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < filters; i++) {
            List<SampleCondition> conditions = new ArrayList<>();
            RowFilter filter = RowFilter.NONE;
            for (int c = random.nextInt(4); c > 0; c--) {
                SampleColumn column = SampleColumn.values()[random.nextInt(5)];
                SampleCondition condition =
                        SampleCondition.random(column, sample, random.nextLong());
                conditions.add(condition);
                filter = condition.addTo(filter);
            }
            List<SampleColumn> projected =
                    ALL.stream().filter(column -> random.nextInt(3) > 0).toList();
            List<List<Object>> expected =
                    sample.stream()
                            .filter(row -> conditions.stream().allMatch(c -> holds(c, row)))
                            .map(row -> project(row, projected))
                            .toList();
            assertThat(read(file, projected, filter))
                    .as("%s where %s", projected, filter)
                    .isEqualTo(expected);
        }
    }

    private static boolean holds(SampleCondition condition, List<Object> row) {
        return condition.holds(row.get(condition.column().ordinal()));
    }

    private static List<Object> project(List<Object> row, List<SampleColumn> columns) {
        return Arrays.asList(columns.stream().map(c -> row.get(c.ordinal())).toArray());
    }

    @Property(tries = 30)
    void aSummaryIsWhatTheRowsSayWithStatisticsOrWithout(
            @ForAll long seed,
            @ForAll boolean ours,
            @ForAll boolean statistics,
            @ForAll @IntRange(max = 900) int rows)
            throws IOException {
        Path file = Files.createTempFile("summary", ".parquet");
        try {
            List<List<Object>> sample = sample(seed, rows);
            if (ours) {
                write(file, 100, 300, sample);
            } else {
                writeWithParquetJava(
                        file, sample, WriterVersion.PARQUET_1_0, true, 50, statistics, false);
            }
            FileSummary summary = FileSummary.of(new LocalInputFile(file), file.toString(), ALL);
            assertThat(summary.rows()).isEqualTo(rows);
            for (SampleColumn column : ALL) {
                FileSummary.Column found = summary.columns().get(column.ordinal());
                List<Object> values =
                        sample.stream()
                                .map(row -> row.get(column.ordinal()))
                                .filter(value -> value != null)
                                .toList();
                assertThat(found.values()).as("%s", column).isEqualTo(values.size());
                if (RowFilter.isNumber(column.type()) && !values.isEmpty()) {
                    List<Long> numbers = values.stream().map(v -> (Long) v).sorted().toList();
                    assertThat(found.least()).isEqualTo(numbers.get(0));
                    assertThat(found.most()).isEqualTo(numbers.get(numbers.size() - 1));
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aRangeOfTimeReadsTheFooterAndThePagesThatHaveIt() throws IOException {
        List<List<Object>> sample = sample(1, 200_000);
        Path file = directory.resolve("sample.parquet");
        write(file, 2_000, 50_000, sample);
        long from = 1_767_225_600_000L + 10L * 120_000;
        RowFilter second =
                RowFilter.NONE.withNumbers(
                        SampleColumn.TIME,
                        new Condition<>(ValueRanges.between(from, from + 999), false));
        long all;
        try (TableReader reader = open(file, ALL, RowFilter.NONE)) {
            drain(reader);
            all = reader.bytesRead();
        }
        try (TableReader reader = open(file, List.of(SampleColumn.ADDRESS), second)) {
            assertThat(drain(reader)).isBetween(95L, 105L);
            assertThat(reader.bytesRead()).isLessThan(all / 50);
        }
    }

    @Test
    void aValueThatADictionaryLacksReadsNoPage() throws IOException {
        List<List<Object>> sample = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            sample.add(Arrays.asList((long) i, 2L * (i * 7919L % 500), null, null, null, null));
        }
        Path file = directory.resolve("sample.parquet");
        write(file, 20_000, 100_000, sample);
        for (long port : new long[] {500, 501}) {
            RowFilter one =
                    RowFilter.NONE.withNumbers(
                            SampleColumn.PORT,
                            new Condition<>(ValueRanges.between(port, port), false));
            try (TableReader reader = open(file, List.of(SampleColumn.TIME), one)) {
                long rows = drain(reader);
                if (port % 2 == 0) {
                    assertThat(rows).isEqualTo(200);
                    assertThat(reader.bytesRead()).isGreaterThan(Files.size(file) / 4);
                } else {
                    assertThat(rows).isZero();
                    assertThat(reader.bytesRead()).isLessThan(10_000);
                }
            }
        }
    }

    @Test
    void aValueThatABloomFilterLacksReadsNoPage() throws IOException {
        List<List<Object>> sample = sample(1, 4_000);
        Path file = directory.resolve("bloom.parquet");
        writeWithParquetJava(file, sample, WriterVersion.PARQUET_2_0, false, 20_000, true, true);
        long column;
        try (TableReader reader = open(file, List.of(SampleColumn.ADDRESS), RowFilter.NONE)) {
            drain(reader);
            column = reader.bytesRead();
        }
        int absent = 0;
        int unread = 0;
        for (long address = 1_000; address < 1_100; address++) {
            long wanted = address;
            RowFilter one =
                    RowFilter.NONE.withNumbers(
                            SampleColumn.ADDRESS,
                            new Condition<>(ValueRanges.between(wanted, wanted), false));
            try (TableReader reader = open(file, ALL, one)) {
                boolean there = sample.stream().anyMatch(row -> Objects.equals(row.get(2), wanted));
                assertThat(drain(reader) > 0).isEqualTo(there);
                absent += there ? 0 : 1;
                unread += reader.bytesRead() < column * 2 / 3 ? 1 : 0;
            }
        }
        assertThat(absent).isGreaterThan(50);
        assertThat(unread).isBetween(absent - 10, absent);
    }

    @Test
    void aColumnThatOlderFilesLackIsNullInThem() throws IOException {
        Path file = directory.resolve("old.parquet");
        List<TableColumn> old = List.of(SampleColumn.TIME, SampleColumn.PORT);
        SampleRows.write(
                file, FileOptions.defaults(), old, List.of(List.of(5L, 6L), List.of(7L, 8L)));
        List<SampleColumn> wanted = List.of(SampleColumn.NAME, SampleColumn.TIME);
        assertThat(read(file, wanted, RowFilter.NONE))
                .containsExactly(Arrays.asList(null, 5L), Arrays.asList(null, 7L));
        ValueRanges<TextPlace> any = ValueRanges.all();
        RowFilter named = RowFilter.NONE.withTexts(SampleColumn.NAME, new Condition<>(any, false));
        assertThat(read(file, wanted, named)).isEmpty();
        RowFilter unnamed =
                RowFilter.NONE.withTexts(
                        SampleColumn.NAME, new Condition<>(any.complement(), true));
        assertThat(read(file, wanted, unnamed)).hasSize(2);
    }

    @Test
    void aColumnThatMustBeThereIsMissed() throws IOException {
        Path file = directory.resolve("other.parquet");
        SampleRows.write(file, FileOptions.defaults(), List.of(Other.PORT), List.of(List.of(6L)));
        assertThatThrownBy(() -> read(file, List.of(SampleColumn.TIME), RowFilter.NONE))
                .isInstanceOf(FlowFileException.class)
                .hasMessage("archive file " + file + ": no column time");
    }

    @Test
    void whateverByteIsDamagedNoOtherErrorComesOut() throws IOException {
        List<List<Object>> sample = sample(3, 900);
        Path file = directory.resolve("sample.parquet");
        write(file, 100, 400, sample);
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(4);
        int damaged = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = sound.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bytes);
            RowFilter filter = RowFilter.NONE;
            for (int c = random.nextInt(3); c > 0; c--) {
                SampleColumn column = SampleColumn.values()[random.nextInt(5)];
                filter = SampleCondition.random(column, sample, i).addTo(filter);
            }
            try {
                read(file, ALL, filter);
            } catch (FlowFileException e) {
                assertThat(e).hasMessageContaining(file.toString());
                damaged++;
            }
        }
        assertThat(damaged).isGreaterThan(1_000);
    }

    @Test
    void readingNeedsNoHadoopClass() throws Exception {
        Path file = directory.resolve("sample.parquet");
        write(file, 100, 400, sample(3, 900));
        assertThat(NoHadoop.call(CountRows.class, "of", file)).isEqualTo(900);
    }

    /** Runs in the class loader without Hadoop. */
    public static final class CountRows {
        private CountRows() {}

        public static int of(Path file) throws IOException {
            RowFilter any =
                    RowFilter.NONE.withNumbers(
                            SampleColumn.TIME,
                            new Condition<>(ValueRanges.between(1, Long.MAX_VALUE - 1), false));
            return read(file, ALL, any).size();
        }
    }

    /** A column of a table that is another one. */
    private enum Other implements TableColumn {
        PORT;

        @Override
        public io.flowledger.archive.schema.ColumnDefinition definition() {
            return SampleColumn.PORT.definition();
        }
    }

    static List<List<Object>> sample(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Object>> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Object[] row = new Object[ALL.size()];
            for (SampleColumn column : ALL) {
                row[column.ordinal()] = column.value(i, random);
            }
            all.add(Arrays.asList(row));
        }
        return all;
    }

    static void write(Path file, int pageRows, int groupRows, List<List<Object>> rows)
            throws IOException {
        FileOptions options =
                FileOptions.defaults().withPage(pageRows, 1 << 20).withRowGroup(groupRows, 1 << 20);
        SampleRows.write(file, options, ALL, rows);
    }

    private static TableReader open(Path file, List<SampleColumn> columns, RowFilter filter)
            throws IOException {
        return TableReader.open(
                new LocalInputFile(file), file.toString(), columns, filter, 0, Long.MAX_VALUE);
    }

    private static long drain(TableReader reader) throws IOException {
        RowBatch batch = reader.newBatch();
        long rows = 0;
        while (reader.next(batch)) {
            rows += batch.rows();
        }
        return rows;
    }

    static List<List<Object>> read(Path file, List<SampleColumn> columns, RowFilter filter)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (TableReader reader = open(file, columns, filter)) {
            RowBatch batch = reader.newBatch();
            while (reader.next(batch)) {
                assertThat(batch.rows()).isPositive();
                for (int row = 0; row < batch.rows(); row++) {
                    Object[] values = new Object[columns.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = value(batch, columns.get(i), i, batch.place(row));
                    }
                    rows.add(Arrays.asList(values));
                }
                assertThat(batch.end()).isEqualTo(rows.size());
            }
        }
        return rows;
    }

    private static Object value(RowBatch batch, SampleColumn column, int at, int place) {
        if (batch.nulls(at)[place]) {
            return null;
        }
        return switch (column.type()) {
            case INT32 -> (long) batch.ints(at)[place];
            case INT64, TIMESTAMP -> batch.longs(at)[place];
            case DOUBLE -> Double.longBitsToDouble(batch.longs(at)[place]);
            case STRING, BINARY -> batch.texts(at)[place].toString();
        };
    }

    private static void writeWithParquetJava(
            Path file,
            List<List<Object>> rows,
            WriterVersion version,
            boolean dictionary,
            int pageRows,
            boolean statistics,
            boolean bloom)
            throws IOException {
        ParquetJavaFile.write(
                file,
                ALL,
                rows,
                writer ->
                        writer.withWriterVersion(version)
                                .withDictionaryEncoding(dictionary)
                                .withPageRowCountLimit(pageRows)
                                // pages of columns end at rows of their own
                                .withPageSize(600)
                                .withMinRowCountForPageSizeCheck(7)
                                .withRowGroupSize(bloom ? 1L << 20 : 20_000L)
                                .withStatisticsEnabled(statistics)
                                .withBloomFilterEnabled(bloom)
                                .withBloomFilterNDV("address", 3_000));
    }
}
