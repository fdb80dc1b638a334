package io.flowledger.ledger.accounting;

import java.util.Arrays;

/** Keys of any size. */
final class WideKeys extends KeyIndex {

    private static final int LONGS = 2;

    /** Upper and lower half of each, by its number. */
    private long[] keys;

    /** The number of a key; {@link #NONE} for a free one. */
    private int[] places;

    /**
     * @param room numbers are below this before it grows, a power of two
     */
    WideKeys(int room) {
        keys = new long[LONGS * room];
        places = new int[PLACES * room];
    }

    @Override
    int room() {
        return keys.length / LONGS;
    }

    @Override
    long high(int key) {
        return keys[LONGS * key];
    }

    @Override
    long low(int key) {
        return keys[LONGS * key + 1];
    }

    /** In two loops, so that the memory works on all of them at once. */
    @Override
    boolean find(int from, int to, long[] high, long[] low, int[] found) {
        int[] numbers = places;
        int mask = numbers.length - 1;
        for (int i = from; i < to; i++) {
            found[i] = numbers[place(high[i], low[i], mask)];
        }
        int absent = 0;
        for (int i = from; i < to; i++) {
            int at = LONGS * found[i];
            // whether there is one is as good as random, that it is another key is not
            if (found[i] != NONE & (keys[at] != high[i] | keys[at + 1] != low[i])) {
                found[i] = find(high[i], low[i]);
            }
            absent |= found[i] - 1;
        }
        return absent >= 0;
    }

    @Override
    int find(long high, long low) {
        int mask = places.length - 1;
        int at = place(high, low, mask);
        while (places[at] != NONE) {
            int key = places[at];
            if (keys[LONGS * key] == high && keys[LONGS * key + 1] == low) {
                return key;
            }
            at = at + 1 & mask;
        }
        return NONE;
    }

    @Override
    void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        places = new int[2 * places.length];
    }

    @Override
    void set(int key, long high, long low) {
        keys[LONGS * key] = high;
        keys[LONGS * key + 1] = low;
    }

    @Override
    void enter(int key) {
        int mask = places.length - 1;
        int at = place(high(key), low(key), mask);
        while (places[at] != NONE) {
            at = at + 1 & mask;
        }
        places[at] = key;
    }

    private static int place(long high, long low, int mask) {
        long mixed = (high ^ Long.rotateLeft(low * MULTIPLIER, 32)) * MULTIPLIER;
        return (int) (mixed >>> 32) & mask;
    }
}
