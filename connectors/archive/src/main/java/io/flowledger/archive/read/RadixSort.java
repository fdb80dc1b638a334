package io.flowledger.archive.read;

import java.util.Arrays;

/** Stable order of rows by keys, the least significant key first. */
public final class RadixSort {

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private int[] order;
    private int[] other;
    private final int[] starts = new int[DIGITS + 1];

    /** Begins with {@code rows} rows as they are. */
    public RadixSort(int rows) {
        order = new int[rows];
        other = new int[rows];
        Arrays.setAll(order, row -> row);
    }

    /**
     * Orders by this key what the keys before have ordered; takes as many passes as the distance of
     * the smallest from the largest asks for.
     */
    public void by(long[] keys) {
        if (order.length == 0) {
            return;
        }
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int row : order) {
            least = Math.min(least, keys[row]);
            most = Math.max(most, keys[row]);
        }
        // as unsigned: all of the distance, even from one end of long to the other
        long range = most - least;
        for (int shift = 0; shift < Long.SIZE && range >>> shift != 0; shift += DIGIT_BITS) {
            pass(keys, least, shift);
        }
    }

    private void pass(long[] keys, long least, int shift) {
        Arrays.fill(starts, 0);
        for (int row : order) {
            starts[digit(keys[row], least, shift) + 1]++;
        }
        for (int i = 0; i < DIGITS; i++) {
            starts[i + 1] += starts[i];
        }
        for (int row : order) {
            other[starts[digit(keys[row], least, shift)]++] = row;
        }
        int[] ordered = other;
        other = order;
        order = ordered;
    }

    private static int digit(long key, long least, int shift) {
        return (int) (key - least >>> shift) & DIGITS - 1;
    }

    /** Row by place; belongs to this. */
    public int[] order() {
        return order;
    }
}
