package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;
import java.util.List;

/**
 * Some rows of a file, column by column, as {@link TableReader} fills them in. Of the places of its
 * arrays those of {@link #place} are wanted rows, the others are not to be looked at. Belongs to
 * whoever gives it to the reader; what it holds stays until it is given again.
 */
public final class RowBatch {

    /** Places of every array. */
    public static final int CAPACITY = FlowFileReader.BATCH_ROWS;

    private final Object[] values;
    private final boolean[][] nulls;
    final int[] places = new int[CAPACITY];
    private boolean everyPlace;
    private int rows;
    private long end;

    RowBatch(List<TableColumn> columns) {
        values = new Object[columns.size()];
        nulls = new boolean[columns.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    switch (columns.get(i).type()) {
                        case INT32 -> new int[CAPACITY];
                        case INT64, TIMESTAMP, DOUBLE -> new long[CAPACITY];
                        case STRING, BINARY -> new Text[CAPACITY];
                    };
            nulls[i] = new boolean[CAPACITY];
        }
    }

    void set(int rows, boolean everyPlace, long end) {
        this.rows = rows;
        this.everyPlace = everyPlace;
        this.end = end;
    }

    /** Of wanted ones. */
    public int rows() {
        return rows;
    }

    /** Where row {@code [0, rows)} is in the arrays. */
    public int place(int row) {
        return everyPlace ? row : places[row];
    }

    /** Wanted rows of the file, or of the part of it that was opened, up to this batch's last. */
    public long end() {
        return end;
    }

    /** Of an INT32 column, by its place among those that were asked for. */
    public int[] ints(int column) {
        return (int[]) values[column];
    }

    /**
     * Of a column of INT64, of timestamps in milliseconds since 1970, or of DOUBLE as {@link
     * Double#doubleToRawLongBits} of them.
     */
    public long[] longs(int column) {
        return (long[]) values[column];
    }

    /** Of a column of text or bytes. */
    public Text[] texts(int column) {
        return (Text[]) values[column];
    }

    /** Which places are NULL. */
    public boolean[] nulls(int column) {
        return nulls[column];
    }

    boolean isInts(int column) {
        return values[column] instanceof int[];
    }

    Object values(int column) {
        return values[column];
    }
}
