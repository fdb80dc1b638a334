package io.flowledger.archive.compact;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.Text;
import io.flowledger.archive.schema.FlowColumn;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether rows are the same, in whatever order: how many, for each column the sum of hashes of its
 * values, and the sum of hashes of whole rows, so that values that changed rows are seen as well.
 */
final class RowSums {

    private static final long NULL = 0x2545_F491_4F6C_DD1DL;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final long MIXER = 0xD6E8_FEB8_6659_FD93L;

    private final long[] columns = new long[FlowChunk.COLUMNS.size()];
    private final long[] rowHashes = new long[RowBatch.CAPACITY];
    private final long[] hashes = new long[RowBatch.CAPACITY];
    private long rows;
    private long whole;

    long rows() {
        return rows;
    }

    /** Takes all rows of a batch of all columns. */
    void add(RowBatch batch) {
        int count = batch.rows();
        Arrays.fill(rowHashes, 0, count, 0);
        for (FlowColumn column : FlowChunk.COLUMNS) {
            hash(batch, column, count);
            long salt = GOLDEN * (column.ordinal() + 1);
            long sum = 0;
            for (int i = 0; i < count; i++) {
                long hash = mix(hashes[i] ^ salt);
                sum += hash;
                rowHashes[i] += hash;
            }
            columns[column.ordinal()] += sum;
        }
        for (int i = 0; i < count; i++) {
            whole += mix(rowHashes[i]);
        }
        rows += count;
    }

    private void hash(RowBatch batch, FlowColumn column, int count) {
        int at = column.ordinal();
        switch (column.type()) {
            case INT32 -> {
                int[] ints = batch.ints(at);
                for (int i = 0; i < count; i++) {
                    hashes[i] = ints[i];
                }
            }
            case INT64, TIMESTAMP -> System.arraycopy(batch.longs(at), 0, hashes, 0, count);
            default -> hashTexts(batch.texts(at), batch.nulls(at), count);
        }
        boolean[] nulls = batch.nulls(at);
        for (int i = 0; i < count; i++) {
            hashes[i] = nulls[i] ? NULL : hashes[i];
        }
    }

    private void hashTexts(Text[] texts, boolean[] nulls, int count) {
        Text previous = null;
        long hash = 0;
        for (int i = 0; i < count; i++) {
            if (!nulls[i] && texts[i] != previous) {
                previous = texts[i];
                hash = previous.length();
                for (int b = 0; b < previous.length(); b++) {
                    hash = mix(hash * GOLDEN + previous.bytes()[previous.from() + b]);
                }
            }
            hashes[i] = hash;
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * MIXER;
        mixed = (mixed ^ mixed >>> 29) * MIXER;
        return mixed ^ mixed >>> 32;
    }

    /** What the other has differently, in words; nothing if it has the same rows. */
    Optional<String> difference(RowSums other) {
        if (rows != other.rows) {
            return Optional.of(other.rows + " rows instead of " + rows);
        }
        for (FlowColumn column : FlowChunk.COLUMNS) {
            if (columns[column.ordinal()] != other.columns[column.ordinal()]) {
                return Optional.of("other values in column " + column.columnName());
            }
        }
        return whole == other.whole
                ? Optional.empty()
                : Optional.of("the same values in other rows");
    }
}
