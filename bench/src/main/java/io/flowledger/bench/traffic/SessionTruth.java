package io.flowledger.bench.traffic;

import java.time.Instant;

/**
 * What one export session really did in one life of its exporter. Generated = sent + withheld;
 * duplicates are apart from both.
 *
 * @param exporter address the datagrams came from, as text
 * @param port UDP source port
 * @param epoch restarts before: 0 for the first life
 * @param bootedAt boot time, by the exporter's own (perhaps skewed) clock
 * @param firstSequence flow_sequence of the first datagram generated
 * @param lastSequence flow_sequence of the last datagram generated
 * @param sent each datagram once
 * @param withheld numbered but never sent
 * @param duplicates copies sent beyond the first
 * @param reordered datagrams that left after a later one of their session
 * @param detectableLostFlows withheld flows between the first and the last datagram sent, which is
 *     what sequence numbers can show; withheld flows before and after leave no trace
 */
public record SessionTruth(
        String exporter,
        int port,
        int engineType,
        int engineId,
        int epoch,
        Instant bootedAt,
        long firstSequence,
        long lastSequence,
        Counts sent,
        Counts withheld,
        Counts duplicates,
        long reordered,
        long detectableLostFlows) {}
