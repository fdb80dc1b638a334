package io.flowledger.bench.traffic;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * The exact ground truth of a run, to hold an archive against.
 *
 * @param profile kind of exporters, as {@code --profile} has it
 * @param sequence convention of flow_sequence; conventions of a mixed run are joined by commas
 * @param startedAt when the first datagram was generated
 * @param endedAt when the last one was
 * @param sent sum over all sessions, each datagram once
 * @param byProtocol sent flows, packets and octets per protocol number
 * @param byMinute sent per minute (start of the minute, UTC) in which it was generated
 * @param sessions one entry per session and epoch
 */
public record Truth(
        String profile,
        String sequence,
        long seed,
        Instant startedAt,
        Instant endedAt,
        Counts sent,
        Counts withheld,
        Counts duplicates,
        long reordered,
        long detectableLostFlows,
        long restarts,
        SortedMap<Integer, Counts> byProtocol,
        SortedMap<Instant, Counts> byMinute,
        List<SessionTruth> sessions) {

    /** UDP payloads that left: each datagram once, and the duplicates. */
    public long payloadsSent() {
        return sent.datagrams() + duplicates.datagrams();
    }
}
