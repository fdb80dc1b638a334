package io.flowledger.archive.write;

import java.util.Arrays;

/**
 * Dictionary of 32-bit values by open addressing. Value and code share one long of the table, so a
 * look-up costs one cache miss at most; that, not hashing, is what a look-up costs.
 */
final class IntDictionary implements Dictionary {

    private static final int FIRST_TABLE_BITS = 5;
    private static final int GOLDEN = 0x9E37_79B9;

    private final int width;

    /** value &lt;&lt; 32 | code + 1; 0 is free. */
    private long[] table;

    private int[] values;
    private int shift;
    private int size;

    /**
     * @param width bytes of a value in PLAIN encoding: 4, or 8 for unsigned values in INT64
     */
    IntDictionary(int width) {
        this.width = width;
        clear();
    }

    int codeOf(int value) {
        long[] slots = table;
        int mask = slots.length - 1;
        int at = value * GOLDEN >>> shift;
        for (; ; ) {
            long slot = slots[at];
            if (slot == 0) {
                return add(value, at);
            }
            if ((int) (slot >>> 32) == value) {
                return (int) slot - 1;
            }
            at = at + 1 & mask;
        }
    }

    private int add(int value, int at) {
        int code = size++;
        if (code == values.length) {
            values = Arrays.copyOf(values, 2 * code);
        }
        values[code] = value;
        table[at] = (long) value << 32 | code + 1;
        if (2 * size > table.length) {
            grow();
        }
        return code;
    }

    private void grow() {
        long[] slots = new long[2 * table.length];
        int mask = slots.length - 1;
        shift--;
        for (int code = 0; code < size; code++) {
            int at = values[code] * GOLDEN >>> shift;
            while (slots[at] != 0) {
                at = at + 1 & mask;
            }
            slots[at] = (long) values[code] << 32 | code + 1;
        }
        table = slots;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int plainBytes(int count) {
        return count * width;
    }

    @Override
    public void putPlain(int count, PageBytes page) {
        page.putInts(values, count, width);
    }

    @Override
    public long retainedBytes() {
        return 8L * table.length + 4L * values.length;
    }

    @Override
    public void clear() {
        table = new long[1 << FIRST_TABLE_BITS];
        values = new int[1 << FIRST_TABLE_BITS - 1];
        shift = Integer.SIZE - FIRST_TABLE_BITS;
        size = 0;
    }
}
