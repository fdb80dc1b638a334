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
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {

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
            List<List<Object>> sample = SampleTable.sample(seed, rows);
            SampleTable.write(file, pageRows, groupRows, sample);
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
            List<List<Object>> sample = SampleTable.sample(seed, 2_500);
            SampleTable.writeWithParquetJava(
                    file, sample, version, dictionary, pageRows, statistics, seed % 2 == 0);
            requireSameAsFiltered(file, sample, seed, 12);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void filesOfDuckDbAreFilteredTheSame() throws Exception {
        List<List<Object>> sample = SampleTable.sample(5, 9_000);
        Path ours = directory.resolve("ours.parquet");
        SampleTable.write(ours, 500, 4_000, sample);
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
                    SampleTable.ALL.stream().filter(column -> random.nextInt(3) > 0).toList();
            List<List<Object>> expected =
                    sample.stream()
                            .filter(row -> conditions.stream().allMatch(c -> holds(c, row)))
                            .map(row -> project(row, projected))
                            .toList();
            assertThat(SampleTable.read(file, projected, filter))
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

    @Test
    void aColumnThatOlderFilesLackIsNullInThem() throws IOException {
        Path file = directory.resolve("old.parquet");
        List<TableColumn> old = List.of(SampleColumn.TIME, SampleColumn.PORT);
        SampleRows.write(
                file, FileOptions.defaults(), old, List.of(List.of(5L, 6L), List.of(7L, 8L)));
        List<SampleColumn> wanted = List.of(SampleColumn.NAME, SampleColumn.TIME);
        assertThat(SampleTable.read(file, wanted, RowFilter.NONE))
                .containsExactly(Arrays.asList(null, 5L), Arrays.asList(null, 7L));
        ValueRanges<TextPlace> any = ValueRanges.all();
        RowFilter named = RowFilter.NONE.withTexts(SampleColumn.NAME, new Condition<>(any, false));
        assertThat(SampleTable.read(file, wanted, named)).isEmpty();
        RowFilter unnamed =
                RowFilter.NONE.withTexts(
                        SampleColumn.NAME, new Condition<>(any.complement(), true));
        assertThat(SampleTable.read(file, wanted, unnamed)).hasSize(2);
    }

    @Test
    void aColumnThatMustBeThereIsMissed() throws IOException {
        Path file = directory.resolve("other.parquet");
        SampleRows.write(file, FileOptions.defaults(), List.of(Other.PORT), List.of(List.of(6L)));
        assertThatThrownBy(() -> SampleTable.read(file, List.of(SampleColumn.TIME), RowFilter.NONE))
                .isInstanceOf(FlowFileException.class)
                .hasMessage("archive file " + file + ": no column time");
    }

    @Test
    void whateverByteIsDamagedNoOtherErrorComesOut() throws IOException {
        List<List<Object>> sample = SampleTable.sample(3, 900);
        Path file = directory.resolve("sample.parquet");
        SampleTable.write(file, 100, 400, sample);
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
                SampleTable.read(file, SampleTable.ALL, filter);
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
        SampleTable.write(file, 100, 400, SampleTable.sample(3, 900));
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
            return SampleTable.read(file, SampleTable.ALL, any).size();
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
}
