package io.flowledger.archive.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.schema.TableColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;

class RowFileTest {

    private static final List<LossColumn> LOSSES = List.of(LossColumn.values());
    private static final List<SessionColumn> SESSIONS = List.of(SessionColumn.values());

    @Property(tries = 40)
    void rowsComeBackAsTheyWereSetUnknownOnesAsNull(
            @ForAll long seed,
            @ForAll @IntRange(max = 400) int count,
            @ForAll @IntRange(min = 1, max = 90) int pageRows,
            @ForAll @IntRange(max = 4) int nullsInFour)
            throws IOException {
        FileOptions options =
                FileOptions.defaults().withPage(pageRows, 1 << 20).withRowGroup(200, 1 << 20);
        for (List<? extends TableColumn> columns : List.of(LOSSES, SESSIONS)) {
            List<List<Object>> rows = randomRows(new Random(seed), columns, count, nullsInFour);
            assertThat(written(options, columns, rows)).isEqualTo(rows);
        }
    }

    @Test
    void nullsAreCountedAndMinimumAndMaximumAreThoseOfTheOthers() throws IOException {
        List<List<Object>> rows = randomRows(new Random(1), LOSSES, 100, 2);
        int column = LossColumn.LOST_FLOWS.ordinal();
        Path file = write(FileOptions.defaults(), LOSSES, rows);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            var statistics = reader.getRowGroups().get(0).getColumns().get(column).getStatistics();
            List<Object> lost = rows.stream().map(r -> r.get(column)).toList();
            assertThat(statistics.getNumNulls())
                    .isEqualTo(lost.stream().filter(v -> v == null).count());
            assertThat(statistics.genericGetMin())
                    .isEqualTo(
                            lost.stream()
                                    .filter(v -> v != null)
                                    .mapToLong(v -> (Long) v)
                                    .min()
                                    .getAsLong());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aRowThatLacksAValueIsRefusedWholeAndTheNextOneStartsAfresh() throws IOException {
        List<List<Object>> rows = randomRows(new Random(1), LOSSES, 2, 0);
        Path file = Files.createTempFile("rows", ".parquet");
        try (WriterGroup group = new WriterGroup(FileOptions.defaults())) {
            try (OutputStream out = Files.newOutputStream(file)) {
                RowWriter writer = group.openRows("losses", LOSSES, out);
                set(writer, LOSSES, rows.get(0));
                writer.endRow();
                writer.set(LossColumn.KIND, "gap").set(LossColumn.LOST_FLOWS, 7);
                assertThatThrownBy(writer::endRow)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("losses.detected_at may not be NULL");
                set(writer, LOSSES, rows.get(1));
                writer.endRow();
                writer.finish();
            }
            assertThat(ParquetRows.of(file)).isEqualTo(rows);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aValueThatDoesNotFitItsColumnIsRefused() throws IOException {
        try (WriterGroup group = new WriterGroup(FileOptions.defaults())) {
            RowWriter writer = group.openRows("losses", LOSSES, new ByteArrayOutputStream());
            assertThatThrownBy(() -> writer.set(LossColumn.ENGINE_ID, 1L << 31))
                    .hasMessage("losses.engine_id does not hold 2147483648");
            assertThatThrownBy(() -> writer.set(LossColumn.KIND, 1))
                    .hasMessage("losses.kind is text, not 1");
            assertThatThrownBy(() -> writer.set(SessionColumn.STATE, "open"))
                    .hasMessage("losses.state is not of this table");
        }
    }

    private static List<List<Object>> randomRows(
            Random random, List<? extends TableColumn> columns, int count, int nullsInFour) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object[] row = new Object[columns.size()];
            for (TableColumn column : columns) {
                boolean unknown = column.nullable() && random.nextInt(4) < nullsInFour;
                row[column.ordinal()] = unknown ? null : value(random, column.type());
            }
            rows.add(Arrays.asList(row));
        }
        return rows;
    }

    private static Object value(Random random, ColumnType type) {
        return switch (type) {
            case INT32 -> (long) random.nextInt() >> random.nextInt(32);
            case INT64, TIMESTAMP -> random.nextLong() >> random.nextInt(64);
            default -> "text " + random.nextInt(5) + " é";
        };
    }

    private static List<List<Object>> written(
            FileOptions options, List<? extends TableColumn> columns, List<List<Object>> rows)
            throws IOException {
        Path file = write(options, columns, rows);
        try {
            return ParquetRows.of(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Path write(
            FileOptions options, List<? extends TableColumn> columns, List<List<Object>> rows)
            throws IOException {
        Path file = Files.createTempFile("rows", ".parquet");
        try (WriterGroup group = new WriterGroup(options);
                OutputStream out = Files.newOutputStream(file)) {
            RowWriter writer = group.openRows("rows", columns, out);
            for (List<Object> row : rows) {
                set(writer, columns, row);
                writer.endRow();
            }
            writer.finish();
        }
        return file;
    }

    private static void set(
            RowWriter writer, List<? extends TableColumn> columns, List<Object> row) {
        for (TableColumn column : columns) {
            Object value = row.get(column.ordinal());
            if (value instanceof Long number) {
                writer.set(column, number);
            } else if (value != null) {
                writer.set(column, (String) value);
            }
        }
    }
}
