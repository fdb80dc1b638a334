package io.flowledger.ledger.audit;

/**
 * A row of {@code losses}, as far as the audit needs it.
 *
 * @param port UDP source port; {@link SessionLine#ANY_PORT} where sessions are told apart without
 *     it
 * @param firstSequence first number missing, -1 where there is none
 * @param lastSequence last number missing, inclusive
 * @param units flows, or datagrams where those are numbered; negative for a correction; 0 if
 *     unknown
 * @param atLeast lower bound where units are unknown, else 0
 * @param beforeMillis receive time of the datagram after the loss
 */
public record LossLine(
        int port,
        String kind,
        long firstSequence,
        long lastSequence,
        long units,
        long atLeast,
        long beforeMillis,
        String cause) {

    static final String TRUNCATED = "truncated";
    static final String CORRECTION = "correction";
    static final String RESTART = "restart";

    public boolean isCorrection() {
        return CORRECTION.equals(kind);
    }

    /** Length of its range. */
    long length() {
        return (lastSequence - firstSequence & 0xFFFF_FFFFL) + 1;
    }

    /**
     * Whether it restates a whole numbering in one sum, because its numbers turned out to mean
     * something else; see {@code Numbering.reread} of the streaming audit.
     */
    boolean isRestatement() {
        return isCorrection() && units != -length();
    }
}
