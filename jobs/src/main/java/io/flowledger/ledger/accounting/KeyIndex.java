package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * Keys of two longs, numbered as they came. Open addressing, never more than a quarter full: a
 * guess that fails costs more than what it takes in memory.
 */
final class KeyIndex {

    /** There is no such key. */
    static final int NONE = -1;

    private static final int LONGS = 2;
    private static final int PLACES = 4;

    private int size;

    /** Upper and lower half of each. */
    private long[] keys;

    /** 1 + the number of a key; 0 for a free one. */
    private int[] places;

    /**
     * @param room for so many keys before it grows, a power of two
     */
    KeyIndex(int room) {
        keys = new long[LONGS * room];
        places = new int[PLACES * room];
    }

    int size() {
        return size;
    }

    /** How many keys there is room for. */
    int room() {
        return keys.length / LONGS;
    }

    long high(int key) {
        return keys[LONGS * key];
    }

    long low(int key) {
        return keys[LONGS * key + 1];
    }

    /**
     * Finds several keys, {@link #NONE} for one that is not here. In two loops, so that the memory
     * works on all of them at once.
     *
     * @return whether all are here
     */
    boolean find(int from, int to, long[] high, long[] low, long[] hash, int[] found) {
        int mask = places.length - 1;
        for (int i = from; i < to; i++) {
            found[i] = places[(int) hash[i] & mask] - 1;
        }
        int all = 0;
        for (int i = from; i < to; i++) {
            // whether there is one is as good as random, that it is another key is not
            int at = LONGS * Math.max(0, found[i]);
            if (found[i] >= 0 & (keys[at] != high[i] | keys[at + 1] != low[i])) {
                found[i] = find(high[i], low[i], hash[i]);
            }
            all |= found[i];
        }
        return all >= 0;
    }

    /** The number of a key, or {@link #NONE}. */
    int find(long high, long low, long hash) {
        int mask = places.length - 1;
        int at = (int) hash & mask;
        while (places[at] != 0) {
            int key = places[at] - 1;
            if (keys[LONGS * key] == high && keys[LONGS * key + 1] == low) {
                return key;
            }
            at = at + 1 & mask;
        }
        return NONE;
    }

    /** Numbers a key that is not here. */
    int insert(long high, long low) {
        if (LONGS * size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * keys.length);
            places = new int[2 * places.length];
            for (int key = 0; key < size; key++) {
                enter(key);
            }
        }
        keys[LONGS * size] = high;
        keys[LONGS * size + 1] = low;
        enter(size);
        return size++;
    }

    private void enter(int key) {
        int mask = places.length - 1;
        int at = (int) hash(high(key), low(key)) & mask;
        while (places[at] != 0) {
            at = at + 1 & mask;
        }
        places[at] = key + 1;
    }

    static long hash(long high, long low) {
        long mixed = high * 0xC2B2_AE3D_27D4_EB4FL ^ low * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 32;
    }
}
