package io.flowledger.jobs.rollup;

import io.flowledger.ledger.rollup.Mixing;
import io.flowledger.ledger.rollup.RollupSums;
import java.util.Arrays;
import org.apache.flink.util.Collector;

/**
 * Sums of keys and periods that one task has in hand. Bounded: what is beyond is handed on and
 * begun anew, since parts of sums add up like wholes.
 *
 * <p>Every row of postings looks its key up, mostly in memory that no cache holds: so the table is
 * open, and keys are bytes behind each other; maps of objects have several such places for each.
 */
final class KeyedSums {

    /** About a kilobyte each where there are losses. */
    private static final int MOST = 1 << 16;

    private static final int SLOTS = 4 * MOST;
    private static final int FIRST_KEY_BYTES = 1 << 20;
    private static final int MOST_KEY_BYTES = 1 << 25;

    /**
     * At the hash of key and period, or the next free place behind: upper half of the hash, and the
     * entry and one; 0 for none.
     */
    private final long[] slots = new long[SLOTS];

    private final long[] periods = new long[MOST];
    private final RollupSums[] sums = new RollupSums[MOST];

    /** Keys of all entries; that of one is from its own end to the next. */
    private byte[] keys = new byte[FIRST_KEY_BYTES];

    private final int[] ends = new int[MOST + 1];
    private final Collector<RollupLine> out;
    private int size;

    KeyedSums(Collector<RollupLine> out) {
        this.out = out;
    }

    /** Those of the key that was read. */
    RollupSums of(KeyColumns key, long periodMillis) {
        long hash = Mixing.mix(key.hash() + periodMillis);
        int at = (int) hash & SLOTS - 1;
        for (long slot = slots[at]; slot != 0; slot = slots[at]) {
            int entry = (int) slot - 1;
            if (slot >>> Integer.SIZE == hash >>> Integer.SIZE
                    && periods[entry] == periodMillis
                    && key.is(keys, ends[entry], ends[entry + 1])) {
                return sums[entry];
            }
            at = at + 1 & SLOTS - 1;
        }
        if (size == MOST || ends[size] + key.length() > MOST_KEY_BYTES) {
            handOn();
            at = (int) hash & SLOTS - 1;
        }
        slots[at] = hash >>> Integer.SIZE << Integer.SIZE | size + 1;
        return begin(key, periodMillis);
    }

    private RollupSums begin(KeyColumns key, long periodMillis) {
        int end = ends[size] + key.length();
        if (end > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(end, 2 * keys.length));
        }
        key.copyTo(keys, ends[size]);
        periods[size] = periodMillis;
        sums[size] = new RollupSums(KeyColumns.NAMES.size());
        ends[size + 1] = end;
        return sums[size++];
    }

    void handOn() {
        for (int entry = 0; entry < size; entry++) {
            RollupKey key = new RollupKey(Arrays.copyOfRange(keys, ends[entry], ends[entry + 1]));
            out.collect(RollupLine.of(key, periods[entry], sums[entry]));
        }
        Arrays.fill(slots, 0);
        Arrays.fill(sums, 0, size, null);
        size = 0;
    }
}
