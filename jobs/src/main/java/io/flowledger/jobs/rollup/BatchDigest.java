package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.Text;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.ledger.rollup.Mixing;
import java.util.Arrays;
import java.util.List;

/**
 * A number for each row of a batch, made of all its values, column by column. The sum of those of
 * many rows tells them from others, whichever files they are in.
 */
final class BatchDigest {

    private final List<? extends TableColumn> columns;
    private final long[] seeds;
    private final long[] digests = new long[RowBatch.CAPACITY];

    BatchDigest(List<? extends TableColumn> columns) {
        this.columns = columns;
        this.seeds = columns.stream().mapToLong(BatchDigest::seed).toArray();
    }

    void read(RowBatch batch) {
        Arrays.fill(digests, 0, batch.rows(), 0);
        for (int column = 0; column < columns.size(); column++) {
            boolean[] nulls = batch.nulls(column);
            long seed = seeds[column];
            switch (columns.get(column).type()) {
                case INT32 -> add(batch, batch.ints(column), nulls, seed);
                case INT64, TIMESTAMP, DOUBLE -> add(batch, batch.longs(column), nulls, seed);
                case STRING, BINARY -> add(batch, batch.texts(column), nulls, seed);
            }
        }
    }

    // Rows next to each other mostly have the same value, which then is mixed once.

    private void add(RowBatch batch, int[] values, boolean[] nulls, long seed) {
        long last = 0;
        long mixed = Mixing.mix(seed);
        for (int row = 0; row < batch.rows(); row++) {
            int place = batch.place(row);
            if (!nulls[place]) {
                if (values[place] != last) {
                    last = values[place];
                    mixed = Mixing.mix(seed ^ last);
                }
                digests[row] += mixed;
            }
        }
    }

    private void add(RowBatch batch, long[] values, boolean[] nulls, long seed) {
        long last = 0;
        long mixed = Mixing.mix(seed);
        for (int row = 0; row < batch.rows(); row++) {
            int place = batch.place(row);
            if (!nulls[place]) {
                if (values[place] != last) {
                    last = values[place];
                    mixed = Mixing.mix(seed ^ last);
                }
                digests[row] += mixed;
            }
        }
    }

    private void add(RowBatch batch, Text[] values, boolean[] nulls, long seed) {
        Text last = null;
        long mixed = 0;
        for (int row = 0; row < batch.rows(); row++) {
            int place = batch.place(row);
            if (!nulls[place]) {
                if (values[place] != last) {
                    last = values[place];
                    mixed =
                            Mixing.mix(
                                    seed ^ Mixing.bytes(last.bytes(), last.from(), last.length()));
                }
                digests[row] += mixed;
            }
        }
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
