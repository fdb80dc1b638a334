package io.flowledger.ledger.accounting;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Keys of two longs, numbered from 1 as they came. Open addressing, never more than a quarter full:
 * a guess that fails costs more than what it takes in memory.
 */
abstract class KeyIndex {

    /** In place of a number: there is no such key. */
    static final int NONE = 0;

    /** Places that there are for each key that there is room for. */
    static final int PLACES = 4;

    /** Another one in every process: nobody can choose keys that get into each other's way. */
    static final long MULTIPLIER = ThreadLocalRandom.current().nextLong() | 1;

    private int size;

    /** How many there are. */
    final int size() {
        return size;
    }

    /** Numbers are below this before it grows. */
    abstract int room();

    abstract long high(int key);

    abstract long low(int key);

    /** The number of a key, or {@link #NONE}. */
    abstract int find(long high, long low);

    /**
     * Finds several keys, {@link #NONE} for one that is not here.
     *
     * @return whether all are here
     */
    abstract boolean find(int from, int to, long[] high, long[] low, int[] found);

    /** Numbers a key that is not here. */
    final int insert(long high, long low) {
        if (size + 1 == room()) {
            grow();
            for (int key = 1; key <= size; key++) {
                enter(key);
            }
        }
        size++;
        set(size, high, low);
        enter(size);
        return size;
    }

    /** Makes room for twice as many; no key is entered then. */
    abstract void grow();

    /** Says which key has a number. */
    abstract void set(int key, long high, long low);

    /** Puts a key where it is found. */
    abstract void enter(int key);
}
