package io.flowledger.bench.traffic;

import java.time.Instant;
import java.util.Locale;

/** One session between two restarts: its numbering, and the running truth about it. */
final class SessionLife {

    final int epoch;
    final long bootedAtMillis;
    private final SequenceConvention convention;

    private long numbered;
    private long firstSequence = -1;
    private long lastSequence = -1;

    private final FlowTotals sent = new FlowTotals();
    private final FlowTotals withheld = new FlowTotals();
    private final MinuteTotals sentByMinute = new MinuteTotals();
    private final MinuteTotals lostByMinute = new MinuteTotals();

    /** Withheld until the newest datagram sent; what came after it shows only if one more is. */
    private long flowsWithheldBeforeSent;

    private long datagramsWithheldBeforeSent;
    private long flowsLostBeforeFirst;
    private long datagramsLostBeforeFirst;

    final FlowTotals duplicates = new FlowTotals();
    long reordered;

    SessionLife(int epoch, long bootedAtMillis, long numbered, SequenceConvention convention) {
        this.epoch = epoch;
        this.bootedAtMillis = bootedAtMillis;
        this.numbered = numbered;
        this.convention = convention;
    }

    /** The sequence number of the next datagram, which holds {@code records} flows. */
    long number(int records) {
        lastSequence = convention.sequence(numbered, records);
        firstSequence = firstSequence < 0 ? lastSequence : firstSequence;
        numbered += convention.step(records);
        return lastSequence;
    }

    void countSent(DatagramTotals datagram, long nowMicros) {
        flowsWithheldBeforeSent = withheld.flows();
        datagramsWithheldBeforeSent = withheld.datagrams();
        if (sent.datagrams() == 0) {
            flowsLostBeforeFirst = withheld.flows();
            datagramsLostBeforeFirst = withheld.datagrams();
        }
        sent.add(datagram);
        sentByMinute.add(datagram, nowMicros);
    }

    void countWithheld(DatagramTotals datagram, long nowMicros) {
        withheld.add(datagram);
        lostByMinute.add(datagram, nowMicros);
    }

    boolean isUsed() {
        return firstSequence >= 0;
    }

    SessionTruth truth(String exporter, int port, Profile profile, Engine engine, long skewMillis) {
        boolean silent = sent.datagrams() == 0;
        long flowsBetween = flowsWithheldBeforeSent - flowsLostBeforeFirst;
        long datagramsBetween = datagramsWithheldBeforeSent - datagramsLostBeforeFirst;
        return new SessionTruth(
                exporter,
                port,
                profile.name().toLowerCase(Locale.ROOT),
                convention.name().toLowerCase(Locale.ROOT),
                engine.type(),
                engine.id(),
                epoch,
                Instant.ofEpochMilli(bootedAtMillis + skewMillis),
                firstSequence,
                lastSequence,
                sent.datagrams(),
                sent.counts(),
                withheld.counts(),
                duplicates.counts(),
                reordered,
                convention.showsLostFlows() ? flowsBetween : 0,
                convention.showsLostDatagrams() ? datagramsBetween : 0,
                silent ? withheld.flows() : flowsLostBeforeFirst,
                silent ? 0 : withheld.flows() - flowsWithheldBeforeSent,
                sentByMinute.counts(),
                lostByMinute.counts());
    }
}
