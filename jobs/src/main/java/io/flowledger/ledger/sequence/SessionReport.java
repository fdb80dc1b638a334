package io.flowledger.ledger.sequence;

/**
 * What is known of one numbering of an export session, cumulative since it began: the sessions
 * table's row. Units are flows, or datagrams where the convention counts those.
 *
 * @param ended null while it goes on
 * @param settled whether the convention was read from the datagrams rather than assumed
 * @param bootedAtMillis by the collector's clock
 * @param clockSkewMillis how far the exporter's clock is ahead of ours
 * @param routed whether any record had the routing fields that ESX and Open vSwitch leave 0
 * @param firstSequence position of the first unit, modulo 2^32
 * @param nextSequence position after the last unit, modulo 2^32
 * @param span units sent by its numbering since the first one seen; -1 for a constant numbering
 * @param lost units entered as lost; -1 for a constant numbering
 * @param open units missing that may still come
 */
public record SessionReport(
        SessionKey session,
        long epochMillis,
        long reportedMicros,
        Beginning began,
        Ending ended,
        SequenceConvention convention,
        boolean settled,
        long firstSeenMicros,
        long lastSeenMicros,
        long bootedAtMillis,
        long clockSkewMillis,
        boolean routed,
        int samplingMode,
        int samplingInterval,
        long firstSequence,
        long nextSequence,
        long span,
        long lost,
        long open,
        Counts counts) {

    /** Counts of the same numbering. */
    public record Counts(
            long datagrams,
            long flows,
            long packets,
            long octets,
            long duplicates,
            long late,
            long stale,
            long clockSteps,
            long truncated,
            long oversized,
            long trailing,
            long concatenated,
            long nsecsRepaired) {}
}
