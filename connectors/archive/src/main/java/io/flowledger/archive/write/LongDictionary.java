package io.flowledger.archive.write;

import java.util.Arrays;

/** Dictionary of 64-bit values by open addressing. */
final class LongDictionary implements Dictionary {

    private static final int FIRST_TABLE_BITS = 5;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final int width;

    /** code + 1; 0 is free. */
    private int[] table;

    private long[] values;
    private int shift;
    private int size;

    /**
     * @param width bytes of a value in PLAIN encoding: 8, or 4 if all values are of 32 bits
     */
    LongDictionary(int width) {
        this.width = width;
        clear();
    }

    int codeOf(long value) {
        int mask = table.length - 1;
        int at = (int) (value * GOLDEN >>> shift);
        for (; ; ) {
            int code = table[at] - 1;
            if (code < 0) {
                return add(value, at);
            }
            if (values[code] == value) {
                return code;
            }
            at = at + 1 & mask;
        }
    }

    long valueOf(int code) {
        return values[code];
    }

    private int add(long value, int at) {
        int code = size++;
        if (code == values.length) {
            values = Arrays.copyOf(values, 2 * code);
        }
        values[code] = value;
        table[at] = code + 1;
        if (2 * size > table.length) {
            grow();
        }
        return code;
    }

    private void grow() {
        int[] slots = new int[2 * table.length];
        int mask = slots.length - 1;
        shift--;
        for (int code = 0; code < size; code++) {
            int at = (int) (values[code] * GOLDEN >>> shift);
            while (slots[at] != 0) {
                at = at + 1 & mask;
            }
            slots[at] = code + 1;
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
        page.putLongs(values, count, width);
    }

    @Override
    public long retainedBytes() {
        return 4L * table.length + 8L * values.length;
    }

    @Override
    public void clear() {
        table = new int[1 << FIRST_TABLE_BITS];
        values = new long[1 << FIRST_TABLE_BITS - 1];
        shift = Long.SIZE - FIRST_TABLE_BITS;
        size = 0;
    }
}
