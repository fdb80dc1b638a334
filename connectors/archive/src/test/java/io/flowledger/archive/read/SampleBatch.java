package io.flowledger.archive.read;

import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.TableColumn;
import java.util.List;

/** Batches as a reader fills them in, of which some rows are wanted. */
public final class SampleBatch {

    private SampleBatch() {}

    /**
     * @param rows values by row and column, null for NULL
     * @param gap rows that are not wanted before each one; 0 if all are
     */
    public static RowBatch of(List<TableColumn> columns, List<Long[]> rows, int gap) {
        RowBatch batch = new RowBatch(columns);
        for (int row = 0; row < rows.size(); row++) {
            int place = row * (gap + 1) + gap;
            batch.places[row] = place;
            for (int column = 0; column < columns.size(); column++) {
                Long value = rows.get(row)[column];
                batch.nulls(column)[place] = value == null;
                long stored = value == null ? -77 : value;
                if (columns.get(column).type() == ColumnType.INT32) {
                    batch.ints(column)[place] = (int) stored;
                } else {
                    batch.longs(column)[place] = stored;
                }
            }
        }
        batch.set(rows.size(), gap == 0, rows.size());
        return batch;
    }
}
