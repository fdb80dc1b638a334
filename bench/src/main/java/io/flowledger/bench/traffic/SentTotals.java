package io.flowledger.bench.traffic;

import java.time.Instant;
import java.util.SortedMap;

/** Sums over all sessions of what was sent, by protocol and by minute. */
final class SentTotals {

    private final FlowTotals.ByProtocol byProtocol = new FlowTotals.ByProtocol();
    private final MinuteTotals byMinute = new MinuteTotals();

    void add(DatagramTotals datagram, byte[] bytes, long nowMicros) {
        datagram.addTo(byProtocol, bytes);
        byMinute.add(datagram, nowMicros);
    }

    SortedMap<Integer, Counts> byProtocol() {
        return byProtocol.counts();
    }

    SortedMap<Instant, Counts> byMinute() {
        return byMinute.counts();
    }
}
