package io.flowledger.bench.estimates;

import io.flowledger.ledger.estimate.Interval;

/** Where the truth is, seen from an interval. */
public enum Verdict {
    HELD,
    /** The truth is below the interval. */
    BELOW,
    /** The truth is above it. */
    ABOVE;

    /** What was received is whole octets; half of one is beneath notice. */
    private static final double BENEATH_NOTICE = 0.5;

    public static Verdict of(Interval interval, long truth) {
        if (truth < interval.lower() - BENEATH_NOTICE) {
            return BELOW;
        }
        double upper = interval.upper().orElse(Double.POSITIVE_INFINITY);
        return truth > upper + BENEATH_NOTICE ? ABOVE : HELD;
    }
}
