package io.flowledger.archive.write;

/**
 * The distinct numbers of a whole column chunk, the code of each row, and the codes in order of
 * frequency. Gives up where values do not come back.
 */
final class NumberDictionary {

    /** As many as readers are asked to hold for a column: 2 MiB of numbers. */
    static final int MAX_ENTRIES = 1 << 18;

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
                codes[i] = values.codeOf(numbers[i]);
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

    /** By code: its place among all, the most frequent first; of equal ones the earlier. */
    int[] ranks(int count) {
        if (!ranked) {
            rank(count);
            ranked = true;
        }
        return ranks;
    }

    private void rank(int count) {
        int size = values.size();
        int[] counts = new int[size];
        for (int i = 0; i < count; i++) {
            counts[codes[i]]++;
        }
        long[] keys = new long[size];
        for (int code = 0; code < size; code++) {
            keys[code] = (long) (Integer.MAX_VALUE - counts[code]) << Integer.SIZE | code;
        }
        java.util.Arrays.sort(keys);
        ranks = new int[size];
        for (int rank = 0; rank < size; rank++) {
            ranks[(int) keys[rank]] = rank;
        }
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
