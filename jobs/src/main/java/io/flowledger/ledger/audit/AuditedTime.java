package io.flowledger.ledger.audit;

import java.io.Serializable;

/**
 * What is audited: the numbers that exporters reached from one moment up to another. What was
 * received within {@link #CONTEXT_MILLIS} around it is read as well: before it, to know how far a
 * numbering was when the time began; after it, since a late datagram may fill a hole within.
 *
 * @param fromMillis inclusive; MIN_VALUE for all there is
 * @param toMillis exclusive; MAX_VALUE for all there is
 */
public record AuditedTime(long fromMillis, long toMillis) implements Serializable {

    /** Longer than any gap is remembered by the streaming audit. */
    public static final long CONTEXT_MILLIS = 3_600_000;

    public static final AuditedTime ALL = new AuditedTime(Long.MIN_VALUE, Long.MAX_VALUE);

    public AuditedTime {
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException("nothing is from a moment up to one before it");
        }
    }

    boolean isBefore(long millis) {
        return millis < fromMillis;
    }

    boolean isWithin(long millis) {
        return fromMillis <= millis && millis < toMillis;
    }

    /** Whether something received then is of any use. */
    public boolean isInContext(long millis) {
        return millis >= contextFromMillis() && millis < contextToMillis();
    }

    public long contextFromMillis() {
        return fromMillis == Long.MIN_VALUE ? fromMillis : fromMillis - CONTEXT_MILLIS;
    }

    public long contextToMillis() {
        return toMillis == Long.MAX_VALUE ? toMillis : toMillis + CONTEXT_MILLIS;
    }
}
