package io.flowledger.ledger.rollup;

import java.util.Locale;

/** What is summed up of a posting: an estimate and its four sums each. */
public enum Measure {
    FLOWS,
    PACKETS,
    OCTETS;

    /** Sums of a measure, in the order of the tables' columns. */
    public static final int SUMS = 5;

    public static final int ESTIMATE = 0;
    public static final int VARIANCE = 1;
    public static final int THIRD = 2;
    public static final int SPREAD = 3;
    public static final int EXPOSURE = 4;

    /** Place of the first of its sums. */
    public int first() {
        return SUMS * ordinal();
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
