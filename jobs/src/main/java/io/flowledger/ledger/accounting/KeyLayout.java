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

    /**
     * Packs the keys of flows.
     *
     * @param places of the parts among the columns
     */
    void pack(FlowColumns flows, int[] places, int from, int to, long[] high, long[] low) {
        pack(flows, places, 0, upper, from, to, high);
        pack(flows, places, upper, parts.length, from, to, low);
    }

    private void pack(
            FlowColumns flows,
            int[] places,
            int firstPart,
            int endOfParts,
            int from,
            int to,
            long[] half) {
        boolean begun = false;
        for (int part = firstPart; part < endOfParts; part++) {
            if (columns[part].bits() > 0) {
                long[] column = flows.column(places[part]);
                int shift = shifts[part];
                if (begun) {
                    for (int i = from; i < to; i++) {
                        half[i] |= column[i] << shift;
                    }
                } else {
                    for (int i = from; i < to; i++) {
                        half[i] = column[i] << shift;
                    }
                }
                begun = true;
            }
        }
        if (!begun) {
            Arrays.fill(half, from, to, 0);
        }
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
