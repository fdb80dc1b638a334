package io.flowledger.jobs;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.V5Layout;

/**
 * Running totals of what passed towards the archive: datagrams, flows, packets, octets, refused by
 * reason. Held in checkpointed state, so that replay after a failure does not count twice. Owned by
 * one task thread.
 */
final class Tally {

    private static final int DATAGRAMS = 0;
    private static final int FLOWS = 1;
    private static final int PACKETS = 2;
    private static final int OCTETS = 3;
    private static final int FIRST_REFUSAL = 4;

    private static final int SIZE = FIRST_REFUSAL + Refusal.Reason.values().length;

    private final long[] counts = new long[SIZE];

    void add(ExportDatagram datagram) {
        if (!datagram.isAccepted()) {
            counts[FIRST_REFUSAL + datagram.refusal().ordinal()]++;
            return;
        }
        int records = datagram.recordCount();
        byte[] bytes = datagram.bytes();
        long packets = 0;
        long octets = 0;
        int record = datagram.offset() + V5Layout.HEADER_LENGTH;
        for (int i = 0; i < records; i++, record += V5Layout.RECORD_LENGTH) {
            packets += V5Layout.u32(bytes, record + V5Layout.PACKETS);
            octets += V5Layout.u32(bytes, record + V5Layout.OCTETS);
        }
        counts[DATAGRAMS]++;
        counts[FLOWS] += records;
        counts[PACKETS] += packets;
        counts[OCTETS] += octets;
    }

    /** Adds totals saved by {@link #toArray()}; an array of an earlier version may be shorter. */
    void add(long[] saved) {
        for (int i = 0; i < Math.min(saved.length, SIZE); i++) {
            counts[i] += saved[i];
        }
    }

    long[] toArray() {
        return counts.clone();
    }

    long datagrams() {
        return counts[DATAGRAMS];
    }

    long flows() {
        return counts[FLOWS];
    }

    long packets() {
        return counts[PACKETS];
    }

    long octets() {
        return counts[OCTETS];
    }

    long refused(Refusal.Reason reason) {
        return counts[FIRST_REFUSAL + reason.ordinal()];
    }
}
