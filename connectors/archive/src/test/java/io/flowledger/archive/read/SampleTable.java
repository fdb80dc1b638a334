package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.write.FileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.io.LocalInputFile;

/** Files of {@link SampleColumn}s, of ours and of parquet-java, and what a reader says of them. */
final class SampleTable {

    static final List<SampleColumn> ALL = List.of(SampleColumn.values());

    private SampleTable() {}

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

    static TableReader open(Path file, List<SampleColumn> columns, RowFilter filter)
            throws IOException {
        return TableReader.open(
                new LocalInputFile(file), file.toString(), columns, filter, 0, Long.MAX_VALUE);
    }

    static long drain(TableReader reader) throws IOException {
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

    static void writeWithParquetJava(
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
