package io.flowledger.ledger.sequence;

import java.io.Serializable;
import java.time.Duration;

/**
 * Limits of the sequence audit.
 *
 * @param reorderWindow how long after the first later datagram a missing one may still come before
 *     its flows are entered as lost
 * @param largestGap most flows believed to be missing at once; a farther jump is another numbering
 * @param idleTimeout a session not heard of for that long is closed
 * @param memory how long a gap that was entered as lost can still be corrected by a late datagram
 * @param maxSessions sessions audited at a time; what is beyond is archived and counted
 * @param withPort whether the UDP source port tells sessions apart
 */
public record AuditOptions(
        Duration reorderWindow,
        long largestGap,
        Duration idleTimeout,
        Duration memory,
        int maxSessions,
        boolean withPort)
        implements Serializable {

    /** The farthest jump that 32 bits can tell from a step back. */
    public static final long MAX_GAP = Integer.MAX_VALUE;

    /**
     * What the numbers of a session mean is assumed after this, however few datagrams came. Before
     * it is known nothing is entered as lost.
     */
    public static final Duration LONGEST_UNSETTLED = Duration.ofMinutes(2);

    public AuditOptions {
        if (reorderWindow.isNegative() || reorderWindow.isZero()) {
            throw new IllegalArgumentException("the reorder window must be longer than nothing");
        }
        if (largestGap < 1 || largestGap > MAX_GAP) {
            throw new IllegalArgumentException(
                    "the largest gap must be 1 to " + MAX_GAP + " flows, not " + largestGap);
        }
        if (idleTimeout.compareTo(reorderWindow) <= 0) {
            throw new IllegalArgumentException(
                    "the idle timeout must be longer than the reorder window");
        }
        if (maxSessions < 1) {
            throw new IllegalArgumentException("at least one session must be audited");
        }
    }

    public static AuditOptions defaults() {
        return new AuditOptions(
                Duration.ofSeconds(5),
                10_000_000,
                Duration.ofDays(1),
                Duration.ofMinutes(10),
                50_000,
                true);
    }

    public AuditOptions withReorderWindow(Duration window) {
        return new AuditOptions(window, largestGap, idleTimeout, memory, maxSessions, withPort);
    }

    public AuditOptions withLargestGap(long flows) {
        return new AuditOptions(reorderWindow, flows, idleTimeout, memory, maxSessions, withPort);
    }

    public AuditOptions withIdleTimeout(Duration timeout) {
        return new AuditOptions(reorderWindow, largestGap, timeout, memory, maxSessions, withPort);
    }

    public AuditOptions withMaxSessions(int sessions) {
        return new AuditOptions(reorderWindow, largestGap, idleTimeout, memory, sessions, withPort);
    }

    public AuditOptions keyedWithPort(boolean port) {
        return new AuditOptions(reorderWindow, largestGap, idleTimeout, memory, maxSessions, port);
    }

    long windowMicros() {
        return reorderWindow.toNanos() / 1_000;
    }

    long idleMicros() {
        return idleTimeout.toMillis() * 1_000;
    }

    public long memoryMicros() {
        return memory.toMillis() * 1_000;
    }
}
