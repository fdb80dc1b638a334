package io.flowledger.bench.traffic;

import java.time.Instant;

/** One session between two restarts: its numbering, and the running truth about it. */
final class SessionLife {

    final int epoch;
    final long bootedAtMillis;
    private final SequenceConvention convention;

    private long flowsNumbered;
    private long firstSequence = -1;
    private long lastSequence = -1;
    private long withheldSinceSent;
    private long detectableLost;

    final FlowTotals sent = new FlowTotals();
    final FlowTotals withheld = new FlowTotals();
    final FlowTotals duplicates = new FlowTotals();
    long reordered;

    SessionLife(int epoch, long bootedAtMillis, long flowsNumbered, SequenceConvention convention) {
        this.epoch = epoch;
        this.bootedAtMillis = bootedAtMillis;
        this.flowsNumbered = flowsNumbered;
        this.convention = convention;
    }

    /** The sequence number of the next datagram, which holds {@code records} flows. */
    long number(int records) {
        lastSequence = convention.sequence(flowsNumbered, records);
        firstSequence = firstSequence < 0 ? lastSequence : firstSequence;
        flowsNumbered += records;
        return lastSequence;
    }

    void countSent(DatagramTotals datagram) {
        if (sent.datagrams() > 0) {
            detectableLost += withheldSinceSent;
        }
        withheldSinceSent = 0;
        sent.add(datagram);
    }

    void countWithheld(DatagramTotals datagram) {
        withheldSinceSent += datagram.flows();
        withheld.add(datagram);
    }

    boolean isUsed() {
        return firstSequence >= 0;
    }

    SessionTruth truth(String exporter, int port, Engine engine, long skewMillis) {
        return new SessionTruth(
                exporter,
                port,
                engine.type(),
                engine.id(),
                epoch,
                Instant.ofEpochMilli(bootedAtMillis + skewMillis),
                firstSequence,
                lastSequence,
                sent.counts(),
                withheld.counts(),
                duplicates.counts(),
                reordered,
                detectableLost);
    }
}
