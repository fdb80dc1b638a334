package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/** One column that {@link TableReader} reads: to hand it on, to test it, or both. */
final class ReadColumn {

    private final TableColumn column;

    /** Null where the file is older than the column; then every row is NULL. */
    private final ColumnReader reader;

    private final ColumnBounds<?> bounds;
    private final RowTest test;
    private Object values;
    private boolean[] nulls;

    /**
     * @param condition on it, or null
     * @throws NotReadable if the file's column has another type, or must be there and is not
     */
    ReadColumn(MessageType schema, TableColumn column, Condition<?> condition) {
        this.column = column;
        if (column.nullable() && !schema.containsField(column.columnName())) {
            this.reader = null;
            this.bounds = null;
        } else {
            FlowSchema.requireColumn(schema, column);
            ColumnDescriptor descriptor =
                    schema.getColumnDescription(new String[] {column.columnName()});
            this.reader = reader(column, descriptor);
            this.bounds = condition == null ? null : ColumnBounds.of(column, descriptor);
        }
        this.test = condition == null ? null : RowTest.of(condition);
    }

    private static ColumnReader reader(TableColumn column, ColumnDescriptor descriptor) {
        return switch (column.type()) {
            case INT32 -> new IntReader(descriptor, true);
            case INT64, TIMESTAMP, DOUBLE -> new LongReader(descriptor, true);
            case STRING, BINARY -> new BytesReader(descriptor);
        };
    }

    TableColumn column() {
        return column;
    }

    boolean isInFile() {
        return reader != null;
    }

    boolean isOptional() {
        return reader == null || reader.isOptional();
    }

    ColumnReader reader() {
        return reader;
    }

    ColumnBounds<?> bounds() {
        return bounds;
    }

    /** Null where there is no condition. */
    RowTest test() {
        return test;
    }

    /** From now on rows are set in these arrays. */
    void into(Object values, boolean[] nulls) {
        if (reader instanceof IntReader ints) {
            ints.into((int[]) values);
        } else if (reader instanceof LongReader longs) {
            longs.into((long[]) values);
        } else if (reader instanceof BytesReader bytes) {
            bytes.into((Text[]) values);
        }
        if (reader != null && reader.isOptional()) {
            reader.markNulls(nulls);
        }
        this.values = values;
        this.nulls = isOptional() ? nulls : null;
    }

    void read(long row, int rows) throws IOException {
        if (reader != null) {
            reader.seek(row);
            reader.read(rows);
        }
    }

    /**
     * Keeps of some places those whose row the condition holds for.
     *
     * @param places the first {@code count} are looked at, and become those that are kept; of all
     *     rows if {@code every}
     * @return how many are kept
     */
    int select(int[] places, int count, boolean every) {
        if (values instanceof int[] ints) {
            return test.select(ints, nulls, places, count, every);
        }
        return values instanceof long[] longs
                ? test.select(longs, nulls, places, count, every)
                : test.select((Text[]) values, nulls, places, count, every);
    }
}
