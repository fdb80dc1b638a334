package io.flowledger.bench.traffic;

import java.time.Instant;
import java.util.SortedMap;

/**
 * What one export session really did in one life of its exporter. Generated = sent + withheld;
 * duplicates are apart from both. Withheld flows are those lost before the first datagram sent,
 * between the first and the last, and after the last.
 *
 * @param exporter address the datagrams came from, as text
 * @param port UDP source port
 * @param profile kind of exporter
 * @param sequence convention of flow_sequence
 * @param epoch restarts before: 0 for the first life
 * @param bootedAt boot time, by the exporter's own (perhaps skewed) clock
 * @param firstSequence flow_sequence of the first datagram generated
 * @param lastSequence flow_sequence of the last datagram generated
 * @param uniqueDatagrams datagrams that left at least once, whatever copies followed
 * @param sent each datagram once
 * @param withheld numbered but never sent
 * @param duplicates copies sent beyond the first
 * @param reordered datagrams that left after a later one of their session
 * @param detectableLostFlows withheld flows between the first and the last datagram sent, which is
 *     what sequence numbers can show; 0 where they do not count flows
 * @param detectableLostDatagrams the same in datagrams; 0 only where there is no sequence
 * @param lostBeforeFirst flows withheld before the first datagram sent. In a first life no sequence
 *     number shows them; in a later one numbers began at 0, for those who take that for granted
 * @param lostAfterLast flows withheld after the last datagram sent, which nothing can show
 * @param sentByMinute {@code sent} by minute of generation, UTC, by the true clock
 * @param lostByMinute {@code withheld} by minute of generation, likewise
 */
public record SessionTruth(
        String exporter,
        int port,
        String profile,
        String sequence,
        int engineType,
        int engineId,
        int epoch,
        Instant bootedAt,
        long firstSequence,
        long lastSequence,
        long uniqueDatagrams,
        Counts sent,
        Counts withheld,
        Counts duplicates,
        long reordered,
        long detectableLostFlows,
        long detectableLostDatagrams,
        long lostBeforeFirst,
        long lostAfterLast,
        SortedMap<Instant, Counts> sentByMinute,
        SortedMap<Instant, Counts> lostByMinute) {}
