package io.flowledger.jobs.rollup;

import io.flowledger.ledger.rollup.StratumLosses;
import java.io.Serializable;

/**
 * Minutes of receipt that postings are of.
 *
 * @param fromMillis first one, since 1970
 * @param toMillis last one, since 1970; before the first if there are none
 */
record ReceivedTime(long fromMillis, long toMillis) implements Serializable {

    static final ReceivedTime NONE = new ReceivedTime(Long.MAX_VALUE, Long.MIN_VALUE);

    private static final long MINUTE_MILLIS = 60_000;

    /** Losses of minutes that waited may be older by that; some waited for each other. */
    private static final long CONTEXT_MILLIS = 4 * StratumLosses.MOST_WAIT_MILLIS;

    boolean isEmpty() {
        return toMillis < fromMillis;
    }

    ReceivedTime plus(ReceivedTime other) {
        return new ReceivedTime(
                Math.min(fromMillis, other.fromMillis), Math.max(toMillis, other.toMillis));
    }

    long contextFromMillis() {
        return fromMillis - CONTEXT_MILLIS;
    }

    /** Exclusive. */
    long endMillis() {
        return toMillis + MINUTE_MILLIS;
    }
}
