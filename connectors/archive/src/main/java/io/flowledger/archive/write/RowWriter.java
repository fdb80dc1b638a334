package io.flowledger.archive.write;

import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.TableColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/**
 * One open Parquet file of a table that few rows are written to, made by {@link WriterGroup}, on
 * its thread. A row is held back until {@link #endRow()}, so that one that turns out to be wrong
 * leaves no half of itself in the columns.
 */
public final class RowWriter implements RowTarget {

    private final String name;
    private final List<TableColumn> columns;
    private final List<DictionaryColumn> writers = new ArrayList<>();
    private final TableFile table;
    private final long[] numbers;
    private final Binary[] texts;
    private final boolean[] given;

    RowWriter(String name, List<? extends TableColumn> columns, OutputStream out, WriterGroup group)
            throws IOException {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.numbers = new long[columns.size()];
        this.texts = new Binary[columns.size()];
        this.given = new boolean[columns.size()];
        MessageType schema = TableColumn.parquetSchema(name, columns);
        for (TableColumn column : columns) {
            writers.add(writerOf(column, schema.getType(column.columnName()).asPrimitiveType()));
        }
        this.table = new TableFile(schema, List.copyOf(writers), out, group);
    }

    private static DictionaryColumn writerOf(TableColumn column, PrimitiveType type) {
        return switch (column.type()) {
            case INT32, INT64, TIMESTAMP, DOUBLE -> RunColumn.of(type, column.type().plainWidth());
            case STRING -> TextColumn.of(type);
            case BINARY ->
                    throw new IllegalArgumentException(
                            column.columnName() + ": tables of rows have no binary columns");
        };
    }

    @Override
    public RowTarget set(TableColumn column, long value) {
        if (isText(column)) {
            throw new IllegalArgumentException(qualified(column) + " is text, not " + value);
        }
        if (column.type() == ColumnType.DOUBLE) {
            throw new IllegalArgumentException(
                    qualified(column) + " is a number with fractions, not " + value);
        }
        if (column.type() == ColumnType.INT32 && value != (int) value) {
            throw new IllegalArgumentException(qualified(column) + " does not hold " + value);
        }
        int at = placeOf(column);
        numbers[at] = value;
        given[at] = true;
        return this;
    }

    @Override
    public RowTarget set(TableColumn column, double value) {
        if (column.type() != ColumnType.DOUBLE || Double.isNaN(value)) {
            throw new IllegalArgumentException(qualified(column) + " does not hold " + value);
        }
        int at = placeOf(column);
        numbers[at] = Double.doubleToRawLongBits(value);
        given[at] = true;
        return this;
    }

    @Override
    public RowTarget set(TableColumn column, String value) {
        if (!isText(column)) {
            throw new IllegalArgumentException(qualified(column) + " is no text, not " + value);
        }
        int at = placeOf(column);
        texts[at] = value == null ? null : Binary.fromString(value);
        given[at] = value != null;
        return this;
    }

    private static boolean isText(TableColumn column) {
        return column.type() == ColumnType.STRING;
    }

    private int placeOf(TableColumn column) {
        int at = column.ordinal();
        if (at >= columns.size() || columns.get(at) != column) {
            throw new IllegalArgumentException(qualified(column) + " is not of this table");
        }
        return at;
    }

    private String qualified(TableColumn column) {
        return name + "." + column.columnName();
    }

    /**
     * Adds the row.
     *
     * @throws IllegalStateException if a column that may not be NULL was not set; the row is
     *     dropped
     */
    public void endRow() throws IOException {
        try {
            requireComplete();
            for (int i = 0; i < writers.size(); i++) {
                append(writers.get(i), i);
            }
        } finally {
            Arrays.fill(given, false);
        }
        table.rowsAdded(1);
    }

    private void requireComplete() {
        for (TableColumn column : columns) {
            if (!given[column.ordinal()] && !column.nullable()) {
                throw new IllegalStateException(qualified(column) + " may not be NULL");
            }
        }
    }

    private void append(DictionaryColumn writer, int at) {
        if (!given[at]) {
            writer.appendNull(1);
        } else if (writer instanceof TextColumn text) {
            text.append(texts[at], 1);
        } else {
            ((RunColumn) writer).append(numbers[at], 1);
        }
    }

    /** Completes the file and flushes it; the stream stays open. */
    public void finish() throws IOException {
        table.finish();
    }
}
