package io.flowledger.netflow.source;

/** Where to begin in a spool that the job has no checkpoint of. */
public enum StartingPosition {
    /** Behind what the last job committed, or at the oldest datagram. */
    COMMITTED(SpoolSplit.AT_COMMITTED),
    /** At the oldest datagram that is kept. */
    EARLIEST(0),
    /** With what is received from then on. */
    LATEST(SpoolSplit.AT_NEWEST);

    private final long splitPosition;

    StartingPosition(long splitPosition) {
        this.splitPosition = splitPosition;
    }

    /** What a split has for a position until its reader has found it. */
    long splitPosition() {
        return splitPosition;
    }
}
