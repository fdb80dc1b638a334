package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.RowWriter;
import io.flowledger.archive.write.WriterGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileReaderTest {

    private static final List<LossColumn> LOSSES = List.of(LossColumn.values());

    @Property(tries = 40)
    void rowsAreReadBackUnknownOnesAsNull(
            @ForAll long seed,
            @ForAll @IntRange(max = 5_000) int count,
            @ForAll @IntRange(max = 4) int nullsInFour)
            throws IOException {
        FileOptions options =
                FileOptions.defaults().withPage(90, 1 << 20).withRowGroup(2_500, 1 << 20);
        for (List<? extends TableColumn> columns :
                List.of(LOSSES, List.of(SessionColumn.values()), List.of(PostingColumn.values()))) {
            List<List<Object>> rows = rows(seed, columns, count, nullsInFour);
            Path file = Files.createTempFile("rows", ".parquet");
            try {
                write(file, options, columns, rows);
                assertThat(read(file, columns)).isEqualTo(rows);
            } finally {
                Files.delete(file);
            }
        }
    }

    @Test
    void onlyColumnsThatWereAskedForAreRead(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("losses.parquet");
        write(file, FileOptions.defaults(), LOSSES, rows(1, LOSSES, 10, 0));
        try (RowFileReader reader =
                RowFileReader.open(
                        new LocalInputFile(file), "a file", List.of(LossColumn.LOST_FLOWS))) {
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(() -> reader.number(LossColumn.AT_LEAST))
                    .hasMessage("at_least was not asked for");
        }
    }

    @Test
    void aFileOfAnotherTableIsRefusedWithTheColumnItLacks(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("losses.parquet");
        write(file, FileOptions.defaults(), LOSSES, rows(1, LOSSES, 10, 0));
        assertThatThrownBy(() -> read(file, List.of(SessionColumn.CONVENTION)))
                .isInstanceOf(FlowFileException.class)
                .hasMessage("archive file " + file + ": no column convention");
    }

    @Test
    void aDamagedFileIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("losses.parquet"), "PAR1 none PAR1");
        assertThatThrownBy(() -> read(file, LOSSES))
                .isInstanceOf(FlowFileException.class)
                .hasMessageStartingWith("archive file " + file + ": damaged");
    }

    private static List<List<Object>> read(Path file, List<? extends TableColumn> columns)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (RowFileReader reader =
                RowFileReader.open(new LocalInputFile(file), file.toString(), columns)) {
            while (reader.next()) {
                List<Object> row = new ArrayList<>();
                for (TableColumn column : columns) {
                    row.add(value(reader, column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Object value(StoredRow row, TableColumn column) {
        if (row.isNull(column)) {
            return null;
        }
        return switch (column.type()) {
            case STRING -> row.text(column);
            case DOUBLE -> row.fraction(column);
            default -> row.number(column);
        };
    }

    private static void write(
            Path file,
            FileOptions options,
            List<? extends TableColumn> columns,
            List<List<Object>> rows)
            throws IOException {
        try (WriterGroup group = new WriterGroup(options);
                OutputStream out = Files.newOutputStream(file)) {
            RowWriter writer = group.openRows("rows", columns, out);
            for (List<Object> row : rows) {
                for (TableColumn column : columns) {
                    Object value = row.get(column.ordinal());
                    if (value instanceof Long number) {
                        writer.set(column, number);
                    } else if (value instanceof Double fraction) {
                        writer.set(column, fraction);
                    } else if (value != null) {
                        writer.set(column, (String) value);
                    }
                }
                writer.endRow();
            }
            writer.finish();
        }
    }

    private static List<List<Object>> rows(
            long seed, List<? extends TableColumn> columns, int count, int nullsInFour) {
        SplittableRandom random = new SplittableRandom(seed);
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

    private static Object value(SplittableRandom random, ColumnType type) {
        return switch (type) {
            case INT32 -> (long) random.nextInt(1_000);
            case INT64, TIMESTAMP -> random.nextLong() >> 1 + random.nextInt(62);
            case DOUBLE -> random.nextInt(3) == 0 ? -0.0 : random.nextDouble(-1e300, 1e300);
            default -> "text " + random.nextInt(5);
        };
    }
}
