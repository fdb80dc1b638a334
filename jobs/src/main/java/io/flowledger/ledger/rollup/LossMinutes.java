package io.flowledger.ledger.rollup;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What one session lost, by the minute in which it showed and by cause; 16 octets each. Added to in
 * any order, then looked at.
 */
final class LossMinutes {

    static final long MINUTE_MILLIS = 60_000;

    private static final int FIRST = 16;

    /** In a key below the minute: cause, and whether units are flows. */
    private static final int KIND_BITS = 5;

    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    /** Minute, cause and unit; each once, ascending as far as {@link #sorted}. */
    private long[] keys = new long[FIRST];

    private long[] units = new long[FIRST];
    private int size;
    private boolean sorted = true;

    /**
     * @param count of flows or of datagrams; negative for a correction
     */
    void add(long detectedMillis, int cause, boolean areFlows, long count) {
        long key =
                Math.floorDiv(detectedMillis, MINUTE_MILLIS) << KIND_BITS
                        | cause << 1
                        | (areFlows ? 1 : 0);
        if (size > 0 && keys[size - 1] == key) {
            units[size - 1] += count;
            return;
        }
        if (size == keys.length) {
            sort();
            if (2 * size > keys.length) {
                keys = Arrays.copyOf(keys, 2 * keys.length);
                units = Arrays.copyOf(units, 2 * units.length);
            }
        }
        sorted &= size == 0 || keys[size - 1] < key;
        keys[size] = key;
        units[size++] = count;
    }

    /** Puts entries in order and those of one key together. */
    void sort() {
        if (sorted) {
            return;
        }
        int[] order =
                IntStream.range(0, size)
                        .boxed()
                        .sorted((a, b) -> Long.compare(keys[a], keys[b]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        long[] newKeys = new long[keys.length];
        long[] newUnits = new long[units.length];
        int kept = 0;
        for (int at : order) {
            if (kept > 0 && newKeys[kept - 1] == keys[at]) {
                newUnits[kept - 1] += units[at];
            } else {
                newKeys[kept] = keys[at];
                newUnits[kept++] = units[at];
            }
        }
        keys = newKeys;
        units = newUnits;
        size = kept;
        sorted = true;
    }

    int size() {
        return size;
    }

    long minuteMillis(int entry) {
        return (keys[entry] >> KIND_BITS) * MINUTE_MILLIS;
    }

    int cause(int entry) {
        return (int) (keys[entry] & KIND_MASK) >> 1;
    }

    boolean areFlows(int entry) {
        return (keys[entry] & 1) != 0;
    }

    long units(int entry) {
        return units[entry];
    }

    /** Minute, cause and unit as one number. */
    long key(int entry) {
        return keys[entry];
    }

    /** Place of the first entry that is not before a minute; {@link #size} if all are. */
    int firstFrom(long minuteMillis) {
        int at =
                Arrays.binarySearch(
                        keys, 0, size, Math.floorDiv(minuteMillis, MINUTE_MILLIS) << KIND_BITS);
        return at < 0 ? -at - 1 : at;
    }
}
