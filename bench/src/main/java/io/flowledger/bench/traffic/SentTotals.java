package io.flowledger.bench.traffic;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums over all sessions of what was sent, by protocol and by minute. */
final class SentTotals {

    private static final long MICROS_PER_MINUTE = 60_000_000L;

    private final FlowTotals.ByProtocol byProtocol = new FlowTotals.ByProtocol();
    private final SortedMap<Instant, FlowTotals> byMinute = new TreeMap<>();
    private FlowTotals minute;
    private long minuteNumber = Long.MIN_VALUE;

    void add(DatagramTotals datagram, byte[] bytes, long nowMicros) {
        datagram.addTo(byProtocol, bytes);
        long number = Math.floorDiv(nowMicros, MICROS_PER_MINUTE);
        if (number != minuteNumber) {
            minuteNumber = number;
            minute =
                    byMinute.computeIfAbsent(
                            Instant.ofEpochSecond(number * 60), start -> new FlowTotals());
        }
        minute.add(datagram);
    }

    SortedMap<Integer, Counts> byProtocol() {
        return byProtocol.counts();
    }

    SortedMap<Instant, Counts> byMinute() {
        SortedMap<Instant, Counts> counts = new TreeMap<>();
        byMinute.forEach((start, totals) -> counts.put(start, totals.counts()));
        return counts;
    }
}
