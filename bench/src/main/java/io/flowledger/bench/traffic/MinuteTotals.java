package io.flowledger.bench.traffic;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Running sums by minute of generation, UTC. Owned by the generating thread. */
final class MinuteTotals {

    private static final long MICROS_PER_MINUTE = 60_000_000L;

    private final SortedMap<Instant, FlowTotals> byMinute = new TreeMap<>();
    private FlowTotals minute;
    private long minuteNumber = Long.MIN_VALUE;

    void add(DatagramTotals datagram, long nowMicros) {
        long number = Math.floorDiv(nowMicros, MICROS_PER_MINUTE);
        if (number != minuteNumber) {
            minuteNumber = number;
            minute =
                    byMinute.computeIfAbsent(
                            Instant.ofEpochSecond(number * 60), start -> new FlowTotals());
        }
        minute.add(datagram);
    }

    SortedMap<Instant, Counts> counts() {
        SortedMap<Instant, Counts> counts = new TreeMap<>();
        byMinute.forEach((start, totals) -> counts.put(start, totals.counts()));
        return counts;
    }
}
