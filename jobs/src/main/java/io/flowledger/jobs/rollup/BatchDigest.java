package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.Text;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.ledger.rollup.Mixing;
import java.util.List;

/**
 * A number for each row of a batch, made of all its values, column by column. The sum of those of
 * many rows tells them from others, whichever files they are in.
 */
final class BatchDigest {

    private final List<? extends TableColumn> columns;
    private final long[] digests = new long[RowBatch.CAPACITY];

    BatchDigest(List<? extends TableColumn> columns) {
        this.columns = columns;
    }

    void read(RowBatch batch) {
        for (int row = 0; row < batch.rows(); row++) {
            digests[row] = 0;
        }
        for (int column = 0; column < columns.size(); column++) {
            boolean[] nulls = batch.nulls(column);
            long seed = seed(columns.get(column));
            for (int row = 0; row < batch.rows(); row++) {
                int place = batch.place(row);
                if (!nulls[place]) {
                    digests[row] += Mixing.mix(seed ^ value(batch, column, place));
                }
            }
        }
    }

    private long value(RowBatch batch, int column, int place) {
        return switch (columns.get(column).type()) {
            case INT32 -> batch.ints(column)[place];
            case INT64, TIMESTAMP, DOUBLE -> batch.longs(column)[place];
            case STRING, BINARY -> {
                Text text = batch.texts(column)[place];
                yield Mixing.bytes(text.bytes(), text.from(), text.length());
            }
        };
    }

    /** Of a row of the batch that was read. */
    long of(int row) {
        return Mixing.mix(digests[row]);
    }

    /** A column's own number, so that equal values of two columns count differently. */
    static long seed(TableColumn column) {
        return Mixing.text(column.columnName());
    }
}
