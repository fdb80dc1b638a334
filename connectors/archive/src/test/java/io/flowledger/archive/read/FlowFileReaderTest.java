package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.sink.DuckDb;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.NoHadoop;
import io.flowledger.archive.write.PlainDecode;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowFileReaderTest {

    private static final FileOptions SMALL =
            FileOptions.defaults().withPage(700, 1 << 20).withRowGroup(5_000, 1 << 20);

    @TempDir Path directory;

    @Property(tries = 40)
    void whateverThePagesAreEveryColumnReadsAsTheDatagramsSay(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 500) int datagrams,
            @ForAll @IntRange(min = 1, max = 6_000) int pageRows,
            @ForAll @IntRange(min = 1, max = 9_000) int groupRows)
            throws IOException {
        FileOptions options =
                FileOptions.defaults().withPage(pageRows, 1 << 20).withRowGroup(groupRows, 1 << 20);
        List<ExportDatagram> traffic = SampleFiles.traffic(seed, datagrams);
        Path file = Files.createTempFile("flows", ".parquet");
        try {
            SampleFiles.write(file, options, traffic);
            assertThat(SampleFiles.rows(file)).isEqualTo(PlainDecode.rows(traffic));
        } finally {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CODEC 'snappy'", "CODEC 'gzip'", "CODEC 'zstd'", "CODEC 'uncompressed'"})
    void filesThatDuckDbWroteReadTheSame(String options) throws Exception {
        List<ExportDatagram> traffic = SampleFiles.traffic(1, 800);
        Path ours = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        Path theirs = directory.resolve("theirs.parquet");
        DuckDb.copy("FROM '" + ours + "'", theirs, options + ", ROW_GROUP_SIZE 4096");
        assertThat(SampleFiles.rows(theirs)).isEqualTo(PlainDecode.rows(traffic));
    }

    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void filesThatParquetJavaWroteReadTheSameWhateverThePageVersion(WriterVersion version)
            throws Exception {
        List<List<Object>> rows = PlainDecode.rows(SampleFiles.traffic(1, 300));
        Path theirs = directory.resolve("theirs.parquet");
        writeWithParquetJava(theirs, rows, version, true);
        assertThat(SampleFiles.rows(theirs)).isEqualTo(rows);
    }

    /** Page version 2 goes with the DELTA encodings. */
    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void filesWithoutDictionariesReadTheSame(WriterVersion version) throws Exception {
        List<List<Object>> rows = PlainDecode.rows(SampleFiles.traffic(1, 300));
        Path theirs = directory.resolve("theirs.parquet");
        writeWithParquetJava(theirs, rows, version, false);
        assertThat(SampleFiles.rows(theirs)).isEqualTo(rows);
    }

    @Test
    void aCompressionThatIsNotReadIsNamedWithTheFile() throws Exception {
        List<ExportDatagram> traffic = SampleFiles.traffic(1, 10);
        Path ours = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        Path theirs = directory.resolve("theirs.parquet");
        DuckDb.copy("FROM '" + ours + "'", theirs, "CODEC 'lz4_raw'");
        assertThatThrownBy(() -> SampleFiles.rows(theirs))
                .isInstanceOf(FlowFileException.class)
                .hasMessageStartingWith(
                        "archive file " + theirs + ": pages are compressed with LZ4_RAW");
    }

    @Test
    void aNullWhereThereMayBeNoneIsDamage() throws Exception {
        List<ExportDatagram> traffic = SampleFiles.traffic(1, 10);
        Path ours = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        Path theirs = directory.resolve("theirs.parquet");
        DuckDb.copy(
                "SELECT * REPLACE (nullif(record, 3) AS record) FROM '" + ours + "'",
                theirs,
                "CODEC 'zstd'");
        assertThatThrownBy(() -> SampleFiles.rows(theirs))
                .isInstanceOf(FlowFileException.class)
                .hasMessageContaining(theirs.toString())
                .hasMessageContaining("NULL in column record");
    }

    @Test
    void rangesNextToEachOtherHaveEveryRowGroupOnce() throws IOException {
        List<ExportDatagram> traffic = SampleFiles.traffic(1, 1_000);
        Path file = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        List<List<Object>> rows = new ArrayList<>();
        long step = Files.size(file) / 5 + 1;
        for (long from = 0; from < Files.size(file); from += step) {
            try (FlowFileReader reader =
                    FlowFileReader.open(
                            new LocalInputFile(file),
                            file.toString(),
                            SampleFiles.ALL,
                            from,
                            from + step)) {
                rows.addAll(SampleFiles.rows(reader));
            }
        }
        assertThat(rows).isEqualTo(PlainDecode.rows(traffic));
    }

    @Test
    void aColumnThatWasNotAskedForIsNotThere() throws IOException {
        Path file =
                SampleFiles.write(
                        directory.resolve("flows.parquet"), SMALL, SampleFiles.traffic(1, 10));
        try (FlowFileReader reader =
                FlowFileReader.open(
                        new LocalInputFile(file),
                        file.toString(),
                        EnumSet.of(FlowColumn.PACKETS))) {
            FlowBatch batch = reader.next();
            assertThat(batch.longs(FlowColumn.PACKETS)).isNotEmpty();
            assertThatThrownBy(() -> batch.longs(FlowColumn.BYTES))
                    .hasMessage("bytes was not asked for");
        }
    }

    @Test
    void aFileOfAnotherTableIsNamedWithWhatIsMissing() throws IOException {
        Path file = directory.resolve("losses.parquet");
        try (WriterGroup group = new WriterGroup(SMALL);
                OutputStream out = Files.newOutputStream(file)) {
            group.openRows("losses", List.of(LossColumn.values()), out).finish();
        }
        assertThatThrownBy(() -> SampleFiles.open(file))
                .isInstanceOf(FlowFileException.class)
                .hasMessage("archive file " + file + ": no column received_at");
    }

    @Test
    void aFileThatIsCutOrNoParquetIsNamedAsDamaged() throws IOException {
        Path file =
                SampleFiles.write(
                        directory.resolve("flows.parquet"), SMALL, SampleFiles.traffic(1, 100));
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 8, 1_000, bytes.length - 9, bytes.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SampleFiles.rows(file))
                    .as("%s of %s bytes", length, bytes.length)
                    .isInstanceOf(FlowFileException.class)
                    .hasMessageStartingWith("archive file " + file + ": damaged");
        }
    }

    @Test
    void whateverByteIsDamagedNoOtherErrorComesOut() throws IOException {
        Path file =
                SampleFiles.write(
                        directory.resolve("flows.parquet"), SMALL, SampleFiles.traffic(1, 60));
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(4);
        int damaged = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = sound.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bytes);
            try {
                SampleFiles.rows(file);
            } catch (FlowFileException e) {
                assertThat(e).hasMessageContaining(file.toString());
                damaged++;
            }
        }
        assertThat(damaged).isGreaterThan(1_000);
    }

    @Test
    void readingNeedsNoHadoopClass() throws Exception {
        List<ExportDatagram> traffic = SampleFiles.traffic(1, 100);
        Path file = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        assertThat(NoHadoop.call(CountFlows.class, "of", file))
                .isEqualTo(PlainDecode.rows(traffic).size());
    }

    /** Runs in the class loader without Hadoop. */
    public static final class CountFlows {
        private CountFlows() {}

        public static int of(Path file) throws IOException {
            return SampleFiles.rows(file).size();
        }
    }

    private static void writeWithParquetJava(
            Path file, List<List<Object>> rows, WriterVersion version, boolean dictionary)
            throws IOException {
        ParquetJavaFile.write(
                file,
                List.of(FlowColumn.values()),
                rows,
                writer ->
                        writer.withWriterVersion(version)
                                .withDictionaryEncoding(dictionary)
                                .withPageRowCountLimit(333));
    }
}
