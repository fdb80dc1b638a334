package io.flowledger.archive.read;

import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.TableColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Batches as a reader fills them in, of which some rows are wanted. */
public final class SampleBatch {

    private SampleBatch() {}

    /**
     * @param rows numbers as Long and texts by row and column, null for NULL
     * @param gap rows that are not wanted before each one; 0 if all are
     */
    public static RowBatch of(List<TableColumn> columns, List<Object[]> rows, int gap) {
        RowBatch batch = new RowBatch(columns);
        for (int row = 0; row < rows.size(); row++) {
            int place = row * (gap + 1) + gap;
            batch.places[row] = place;
            for (int column = 0; column < columns.size(); column++) {
                Object value = rows.get(row)[column];
                batch.nulls(column)[place] = value == null;
                set(batch, columns.get(column).type(), column, place, value);
            }
        }
        batch.set(rows.size(), gap == 0, rows.size());
        return batch;
    }

    /** Anything where there is NULL, as a reader leaves it. */
    private static void set(RowBatch batch, ColumnType type, int column, int place, Object value) {
        switch (type) {
            case INT32 ->
                    batch.ints(column)[place] = value == null ? -77 : ((Long) value).intValue();
            case STRING -> batch.texts(column)[place] = value == null ? null : text((String) value);
            default -> batch.longs(column)[place] = value == null ? -77 : (Long) value;
        }
    }

    /** Somewhere in a page. */
    private static Text text(String value) {
        byte[] bytes = ("xx" + value + "yy").getBytes(StandardCharsets.UTF_8);
        return new Text(bytes, 2, bytes.length - 4, Text.NO_CODE);
    }
}
