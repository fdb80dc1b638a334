package io.flowledger.ledger.accounting;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * How the columns of a view are packed into the 128 bits of a key, so that a key is two longs and
 * no object. A column never straddles the two.
 */
final class KeyLayout {

    private static final int HALF = 64;

    private final KeyPart[] parts;
    private final KeyColumn[] columns;

    /** Bits below a part in its half. */
    private final int[] shifts;

    /** The first parts, that many, are in the upper half. */
    private final int upper;

    private final boolean narrow;

    /**
     * @throws IllegalArgumentException if they do not fit
     */
    KeyLayout(List<KeyPart> columns) {
        parts = columns.toArray(new KeyPart[0]);
        this.columns = columns.stream().map(KeyPart::column).toArray(KeyColumn[]::new);
        shifts = new int[parts.length];
        int used = 0;
        int inUpper = 0;
        boolean lower = false;
        for (int i = 0; i < parts.length; i++) {
            int bits = parts[i].column().bits();
            if (used + bits > HALF) {
                if (lower) {
                    throw new IllegalArgumentException(
                            "its keys do not fit into two times 64 bits; leave one out of "
                                    + columns);
                }
                lower = true;
                used = 0;
            }
            shifts[i] = used;
            used += bits;
            inUpper += lower ? 0 : 1;
        }
        upper = inUpper;
        narrow = !lower && used <= NarrowKeys.BITS;
    }

    int parts() {
        return parts.length;
    }

    /** In the order of the parts; shared, and written to by nobody. */
    KeyColumn[] columns() {
        return columns;
    }

    KeyPart part(int i) {
        return parts[i];
    }

    /** Whether keys have at most {@link NarrowKeys#BITS} bits, all in the upper half. */
    boolean isNarrow() {
        return narrow;
    }

    /** Where the parts in the lower half begin; the others are in the upper one. */
    int upper() {
        return upper;
    }

    /**
     * Packs half of the keys of so many flows.
     *
     * @param places of the parts among the columns
     * @param firstPart of the half, up to another one
     * @param room for it
     * @return where it is: a column itself where there is nothing else in the half
     */
    long[] pack(
            FlowColumns flows,
            int[] places,
            int firstPart,
            int endOfParts,
            int count,
            long[] room) {
        long[] half = null;
        for (int part = firstPart; part < endOfParts; part++) {
            if (columns[part].bits() > 0 && !flows.isZero(places[part])) {
                long[] column = flows.column(places[part]);
                int shift = shifts[part];
                if (half != null) {
                    for (int i = 0; i < count; i++) {
                        room[i] = half[i] | column[i] << shift;
                    }
                    half = room;
                } else if (shift > 0) {
                    for (int i = 0; i < count; i++) {
                        room[i] = column[i] << shift;
                    }
                    half = room;
                } else {
                    half = column;
                }
            }
        }
        if (half == null) {
            Arrays.fill(room, 0, count, 0);
            return room;
        }
        return half;
    }

    /** The value of a part. */
    long value(int i, long high, long low) {
        int bits = parts[i].column().bits();
        return (i < upper ? high : low) >>> shifts[i] & (1L << bits) - 1;
    }

    /** The upper half with every name's number replaced. */
    long renamedHigh(long high, LongUnaryOperator names) {
        return renamed(high, 0, upper, names);
    }

    long renamedLow(long low, LongUnaryOperator names) {
        return renamed(low, upper, parts.length, names);
    }

    private long renamed(long half, int from, int to, LongUnaryOperator names) {
        long result = half;
        for (int i = from; i < to; i++) {
            if (parts[i].column().kind() == KeyColumn.Kind.NAME) {
                long mask = (1L << parts[i].column().bits()) - 1;
                long name = names.applyAsLong(half >>> shifts[i] & mask);
                result = result & ~(mask << shifts[i]) | (name & mask) << shifts[i];
            }
        }
        return result;
    }
}
