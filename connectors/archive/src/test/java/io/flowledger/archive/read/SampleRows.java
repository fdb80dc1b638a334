package io.flowledger.archive.read;

import io.flowledger.archive.schema.ColumnType;
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
import org.apache.parquet.io.LocalInputFile;

/** Files of tables of rows, of which any may be unknown: numbers as Long, fractions as Double. */
public final class SampleRows {

    private SampleRows() {}

    public static List<List<Object>> read(Path file, List<? extends TableColumn> columns)
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

    public static void write(
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

    public static List<List<Object>> rows(
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
