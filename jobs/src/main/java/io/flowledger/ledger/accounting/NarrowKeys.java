package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * Keys of at most 32 bits, in the upper long: addresses, pairs of interfaces or of autonomous
 * systems, applications. Most views have such keys, and an entry says all of one: it is found by
 * one look into memory.
 */
final class NarrowKeys extends KeyIndex {

    static final int BITS = 32;

    private static final long NUMBER = (1L << BITS) - 1;

    /** By number. */
    private int[] keys;

    /** Key and number, 32 bits each; 0 for a free one. */
    private long[] entries;

    /**
     * @param room numbers are below this before it grows, a power of two
     */
    NarrowKeys(int room) {
        keys = new int[room];
        entries = new long[PLACES * room];
    }

    @Override
    int room() {
        return keys.length;
    }

    @Override
    long high(int key) {
        return keys[key] & NUMBER;
    }

    @Override
    long low(int key) {
        return 0;
    }

    @Override
    boolean find(int from, int to, long[] high, long[] low, int[] found) {
        long[] all = entries;
        int mask = all.length - 1;
        int absent = 0;
        for (int i = from; i < to; i++) {
            long key = high[i];
            long entry = all[place(key, mask)];
            int number = (int) entry;
            // whether there is one is as good as random, that it is another key is not
            if (number != NONE & entry >>> BITS != key) {
                number = find(key, 0);
            }
            found[i] = number;
            absent |= number - 1;
        }
        return absent >= 0;
    }

    @Override
    int find(long high, long low) {
        int mask = entries.length - 1;
        int at = place(high, mask);
        while (entries[at] != 0) {
            if (entries[at] >>> BITS == high) {
                return (int) entries[at];
            }
            at = at + 1 & mask;
        }
        return NONE;
    }

    @Override
    void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        entries = new long[2 * entries.length];
    }

    @Override
    void set(int key, long high, long low) {
        keys[key] = (int) high;
    }

    @Override
    void enter(int number) {
        int mask = entries.length - 1;
        int at = place(high(number), mask);
        while (entries[at] != 0) {
            at = at + 1 & mask;
        }
        entries[at] = high(number) << BITS | number;
    }

    private static int place(long key, int mask) {
        return (int) (key * MULTIPLIER >>> 32) & mask;
    }
}
