package io.flowledger.archive.write;

import java.util.Arrays;

/**
 * The distinct numbers of a whole column chunk, the code of each row, and the codes in order of
 * frequency. Gives up where values do not come back.
 */
final class NumberDictionary {

    /** As many as readers are asked to hold for a column: 4 MiB of numbers. */
    static final int MAX_ENTRIES = 1 << 19;

    private static final int CLASSES = Integer.SIZE;

    private static final int TRIAL_ROWS = 1 << 16;
    private static final double HOPELESS_SHARE_OF_NEW = 0.9;

    private final LongDictionary values = new LongDictionary(Long.BYTES);
    private int[] codes = new int[0];
    private int[] ranks = new int[0];
    private boolean ranked;

    /** Codes rows {@code [0, count)}; false if that does not pay. */
    boolean code(long[] numbers, int count) {
        values.clear();
        ranked = false;
        if (codes.length < count) {
            codes = new int[count];
        }
        for (int from = 0; from < count; from += TRIAL_ROWS) {
            int to = Math.min(count, from + TRIAL_ROWS);
            for (int i = from; i < to; i++) {
                boolean again = i > 0 && numbers[i] == numbers[i - 1];
                codes[i] = again ? codes[i - 1] : values.codeOf(numbers[i]);
            }
            if (values.size() > MAX_ENTRIES
                    || to >= TRIAL_ROWS && values.size() > to * HOPELESS_SHARE_OF_NEW) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return values.size();
    }

    /** By row. */
    int[] codes() {
        return codes;
    }

    /**
     * By code: its place among all. Those of at least 2^k rows are before those of fewer, and of
     * about equally many smaller values before larger ones.
     */
    int[] ranks(int count) {
        if (!ranked) {
            rank(count);
            ranked = true;
        }
        return ranks;
    }

    /**
     * Sorting is by halving of frequency and value: within a class the dictionary page is in order
     * of value, and compresses to half of what it does by frequency alone.
     */
    private void rank(int count) {
        int size = values.size();
        int[] counts = new int[size];
        for (int i = 0; i < count; i++) {
            counts[codes[i]]++;
        }
        long[] byValue = new long[size];
        for (int code = 0; code < size; code++) {
            byValue[code] = values.valueOf(code);
        }
        Arrays.sort(byValue);
        int[] inOrder = new int[size];
        int[] starts = new int[CLASSES + 1];
        for (int i = 0; i < size; i++) {
            inOrder[i] = values.codeOf(byValue[i]);
            starts[frequencyClass(counts[inOrder[i]]) + 1]++;
        }
        for (int i = 0; i < CLASSES; i++) {
            starts[i + 1] += starts[i];
        }
        ranks = new int[size];
        for (int code : inOrder) {
            ranks[code] = starts[frequencyClass(counts[code])]++;
        }
    }

    /** 0 for the most frequent values. */
    private static int frequencyClass(int count) {
        return Integer.numberOfLeadingZeros(count);
    }

    /** The dictionary page: values by code, or by rank. */
    void putPlain(boolean byRank, int count, int width, PageBytes page) {
        int size = values.size();
        long[] inOrder = new long[size];
        int[] places = byRank ? ranks(count) : null;
        for (int code = 0; code < size; code++) {
            inOrder[byRank ? places[code] : code] = values.valueOf(code);
        }
        page.putLongs(inOrder, size, width);
    }
}
