package io.flowledger.archive.compact;

/**
 * Whole numbers of one column, in as many bytes each as the wire gives them: what is gathered in
 * another order then comes out of nearer caches.
 */
final class PackedNumbers {

    private final String name;
    private final int width;
    private final byte[] bytes;
    private final char[] chars;
    private final int[] ints;
    private final long[] longs;

    /**
     * @param name what error messages call them
     * @param width bytes of an unsigned number: 1, 2 or 4; 8 for any number
     */
    PackedNumbers(String name, int capacity, int width) {
        this.name = name;
        this.width = width;
        bytes = width == Byte.BYTES ? new byte[capacity] : null;
        chars = width == Character.BYTES ? new char[capacity] : null;
        ints = width == Integer.BYTES ? new int[capacity] : null;
        longs = width == Long.BYTES ? new long[capacity] : null;
    }

    /**
     * @throws IllegalStateException if one is too large, or negative
     */
    void put(int to, int[] source, int from, int count) {
        for (int i = 0; i < count; i++) {
            set(to + i, source[from + i]);
        }
    }

    /**
     * @throws IllegalStateException if one is too large, or negative
     */
    void put(int to, long[] source, int from, int count) {
        if (longs != null) {
            System.arraycopy(source, from, longs, to, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            set(to + i, source[from + i]);
        }
    }

    void set(int at, long number) {
        if (width < Long.BYTES && number >>> width * Byte.SIZE != 0) {
            throw new IllegalStateException(
                    number + " in column " + name + ", which has " + width + " bytes");
        }
        switch (width) {
            case Byte.BYTES -> bytes[at] = (byte) number;
            case Character.BYTES -> chars[at] = (char) number;
            case Integer.BYTES -> ints[at] = (int) number;
            default -> longs[at] = number;
        }
    }

    /** The first numbers as they are. */
    long[] values(int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] =
                    switch (width) {
                        case Byte.BYTES -> Byte.toUnsignedLong(bytes[i]);
                        case Character.BYTES -> chars[i];
                        case Integer.BYTES -> Integer.toUnsignedLong(ints[i]);
                        default -> longs[i];
                    };
        }
        return values;
    }

    /** Those at some places, in that order. */
    void gather(int[] order, long[] target) {
        switch (width) {
            case Byte.BYTES -> {
                for (int i = 0; i < order.length; i++) {
                    target[i] = Byte.toUnsignedLong(bytes[order[i]]);
                }
            }
            case Character.BYTES -> {
                for (int i = 0; i < order.length; i++) {
                    target[i] = chars[order[i]];
                }
            }
            case Integer.BYTES -> {
                for (int i = 0; i < order.length; i++) {
                    target[i] = Integer.toUnsignedLong(ints[order[i]]);
                }
            }
            default -> {
                for (int i = 0; i < order.length; i++) {
                    target[i] = longs[order[i]];
                }
            }
        }
    }
}
