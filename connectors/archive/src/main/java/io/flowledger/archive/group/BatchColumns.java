package io.flowledger.archive.group;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.Text;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.TableColumn;
import java.util.List;

/** Takes the wanted rows of a batch out of its arrays, so that loops over them are plain. */
final class BatchColumns {

    private final List<TableColumn> columns;

    BatchColumns(List<TableColumn> columns) {
        this.columns = columns;
    }

    boolean mayBeNull(int column) {
        return columns.get(column).nullable();
    }

    boolean isText(int column) {
        return columns.get(column).type() == ColumnType.STRING;
    }

    /** Numbers of all types, times in milliseconds; anything where there is NULL. */
    void numbers(RowBatch batch, int column, long[] to) {
        int rows = batch.rows();
        if (columns.get(column).type() == ColumnType.INT32) {
            int[] values = batch.ints(column);
            for (int i = 0; i < rows; i++) {
                to[i] = values[batch.place(i)];
            }
        } else {
            long[] values = batch.longs(column);
            for (int i = 0; i < rows; i++) {
                to[i] = values[batch.place(i)];
            }
        }
    }

    /** What stands for texts; anything where there is NULL. */
    void texts(RowBatch batch, int column, TextIds ids, long[] to) {
        Text[] values = batch.texts(column);
        int rows = batch.rows();
        for (int i = 0; i < rows; i++) {
            Text text = values[batch.place(i)];
            to[i] = text == null ? 0 : ids.of(text);
        }
    }

    void nulls(RowBatch batch, int column, boolean[] to) {
        boolean[] nulls = batch.nulls(column);
        int rows = batch.rows();
        for (int i = 0; i < rows; i++) {
            to[i] = nulls[batch.place(i)];
        }
    }
}
