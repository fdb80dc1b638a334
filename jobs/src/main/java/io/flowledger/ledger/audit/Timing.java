package io.flowledger.ledger.audit;

import io.flowledger.ledger.sequence.AuditOptions;

/** When what has no counterpart in a numbering can be judged. */
final class Timing implements Comparison.Due {

    private final SessionLine line;
    private final long epochMillis;
    private final long settlingMillis;
    private final Recount recount;

    /** Position after the last unit that came, before what the session row adds. */
    long seenTop = Long.MAX_VALUE;

    /**
     * @param line null if no session row tells of the numbering
     */
    Timing(SessionLine line, long epochMillis, long settlingMillis, Recount recount) {
        this.line = line;
        this.epochMillis = epochMillis;
        this.settlingMillis = settlingMillis;
        this.recount = recount;
    }

    /** Nothing was left to wait for when its input ended. */
    private boolean isSettled(long atMillis) {
        return line != null && line.ended() && atMillis <= line.lastSeenMillis();
    }

    @Override
    public long ofHole(long from, long atMillis) {
        if (isSettled(atMillis)) {
            return Long.MIN_VALUE;
        }
        if (line == null) {
            // it is told of once its numbers are read, and nothing is entered before
            long read = epochMillis + AuditOptions.LONGEST_UNSETTLED.toMillis();
            return Math.max(atMillis, read) + settlingMillis;
        }
        return from >= seenTop ? line.lastSeenMillis() : atMillis + settlingMillis;
    }

    @Override
    public long ofEntry(long from, long to, long atMillis) {
        if (isSettled(atMillis)) {
            return Long.MIN_VALUE;
        }
        for (Ranges.Range filled : recount.filledLately) {
            if (filled.from() < to && from < filled.to()) {
                return filled.atMillis() + settlingMillis;
            }
        }
        return atMillis;
    }
}
