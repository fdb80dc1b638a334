package io.flowledger.jobs.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Running totals of one exporter, over all its sessions. Owned by one task thread. */
final class ExporterTally {

    long datagrams;
    long flows;
    long packets;
    long octets;
    long lostFlows;
    long duplicates;
    long late;
    long stale;
    long restarts;
    long unaudited;

    long datagrams() {
        return datagrams;
    }

    long flows() {
        return flows;
    }

    long packets() {
        return packets;
    }

    long octets() {
        return octets;
    }

    long lostFlows() {
        return lostFlows;
    }

    long duplicates() {
        return duplicates;
    }

    long late() {
        return late;
    }

    long stale() {
        return stale;
    }

    long restarts() {
        return restarts;
    }

    long unaudited() {
        return unaudited;
    }

    /** Share of the exporter's flows that are archived, in per cent; 100 while nothing came. */
    double coverage() {
        long sent = flows + Math.max(0, lostFlows);
        return sent == 0 ? 100 : 100.0 * flows / sent;
    }

    void add(ExporterTally other) {
        datagrams += other.datagrams;
        flows += other.flows;
        packets += other.packets;
        octets += other.octets;
        lostFlows += other.lostFlows;
        duplicates += other.duplicates;
        late += other.late;
        stale += other.stale;
        restarts += other.restarts;
        unaudited += other.unaudited;
    }

    void write(DataOutput out) throws IOException {
        for (long count :
                new long[] {
                    datagrams,
                    flows,
                    packets,
                    octets,
                    lostFlows,
                    duplicates,
                    late,
                    stale,
                    restarts,
                    unaudited
                }) {
            out.writeLong(count);
        }
    }

    static ExporterTally read(DataInput in) throws IOException {
        ExporterTally tally = new ExporterTally();
        tally.datagrams = in.readLong();
        tally.flows = in.readLong();
        tally.packets = in.readLong();
        tally.octets = in.readLong();
        tally.lostFlows = in.readLong();
        tally.duplicates = in.readLong();
        tally.late = in.readLong();
        tally.stale = in.readLong();
        tally.restarts = in.readLong();
        tally.unaudited = in.readLong();
        return tally;
    }
}
