package io.flowledger.ledger.accounting;

import java.util.concurrent.ThreadLocalRandom;

/** Keys of two longs, numbered from 1 as they came. */
interface KeyIndex {

    /** In place of a number: there is no such key. */
    int NONE = 0;

    /**
     * Of another process another one, so that nobody can choose keys that get into each other's
     * way.
     */
    long MULTIPLIER = ThreadLocalRandom.current().nextLong() | 1;

    /** How many there are. */
    int size();

    /** Numbers are below this before it grows. */
    int room();

    long high(int key);

    long low(int key);

    /** The number of a key, or {@link #NONE}. */
    int find(long high, long low);

    /**
     * Finds several keys, {@link #NONE} for one that is not here.
     *
     * @return whether all are here
     */
    boolean find(int from, int to, long[] high, long[] low, int[] found);

    /** Numbers a key that is not here. */
    int insert(long high, long low);
}
