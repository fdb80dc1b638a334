package io.flowledger.ledger.accounting;

import java.io.Serializable;
import java.time.Instant;

/**
 * Minutes of receipt that are accounted again. What was received within {@link #CONTEXT_MILLIS}
 * around them is looked at as well: a minute with too little to estimate its losses from is added
 * to the next one there is, which may be within them, or beyond.
 *
 * @param fromMillis inclusive, a whole minute
 * @param toMillis exclusive, a whole minute
 */
public record AccountedTime(long fromMillis, long toMillis) implements Serializable {

    public static final long MINUTE_MILLIS = Losses.MINUTE_MILLIS;

    /** As long as a minute waits for another one at most. */
    public static final long CONTEXT_MILLIS = SessionAccounts.MOST_WAIT_MILLIS;

    public AccountedTime {
        requireMinute("--from", fromMillis);
        requireMinute("--to", toMillis);
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException(
                    "--from "
                            + Instant.ofEpochMilli(fromMillis)
                            + " is not before --to "
                            + Instant.ofEpochMilli(toMillis));
        }
    }

    private static void requireMinute(String name, long millis) {
        if (Math.floorMod(millis, MINUTE_MILLIS) != 0) {
            throw new IllegalArgumentException(
                    name
                            + " "
                            + Instant.ofEpochMilli(millis)
                            + " is within a minute: whole minutes of receipt are accounted");
        }
    }

    /** The whole minute that a moment is in. */
    public static long minuteOf(long millis) {
        return Math.floorDiv(millis, MINUTE_MILLIS) * MINUTE_MILLIS;
    }

    public boolean isWithin(long millis) {
        return fromMillis <= millis && millis < toMillis;
    }

    /** Whether something received then is of any use. */
    public boolean isInContext(long millis) {
        return contextFromMillis() <= millis && millis < contextToMillis();
    }

    public long contextFromMillis() {
        return fromMillis - CONTEXT_MILLIS;
    }

    public long contextToMillis() {
        return toMillis + CONTEXT_MILLIS;
    }

    public long minutes() {
        return (toMillis - fromMillis) / MINUTE_MILLIS;
    }
}
