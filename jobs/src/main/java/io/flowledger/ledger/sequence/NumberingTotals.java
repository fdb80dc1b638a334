package io.flowledger.ledger.sequence;

import io.flowledger.netflow.wire.Repairs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What was counted of one numbering. */
final class NumberingTotals {

    private static final int REPAIRS = 8;

    long datagrams;
    long flows;
    long packets;
    long octets;

    /** Units entered as lost, corrections taken off. */
    long lost;

    long duplicates;
    long late;
    long stale;
    long clockSteps;
    long routedDatagrams;

    private final long[] repairs = new long[REPAIRS];

    void accepted(Sighting s) {
        datagrams++;
        flows += s.present;
        packets += s.packets;
        octets += s.octets;
        routedDatagrams += s.routed ? 1 : 0;
        for (int bits = s.repairs; bits != 0; bits &= bits - 1) {
            int bit = Integer.numberOfTrailingZeros(bits);
            if (bit < REPAIRS) {
                repairs[bit]++;
            }
        }
    }

    /** Datagrams with this {@link Repairs} bit. */
    long repaired(int repair) {
        return repairs[Integer.numberOfTrailingZeros(repair)];
    }

    /** Mean flows per datagram. */
    double meanFlows() {
        return datagrams == 0 ? 1 : Math.max(1, (double) flows / datagrams);
    }

    void write(DataOutput out) throws IOException {
        for (long value : new long[] {datagrams, flows, packets, octets, lost}) {
            out.writeLong(value);
        }
        for (long value : new long[] {duplicates, late, stale, clockSteps, routedDatagrams}) {
            out.writeLong(value);
        }
        for (long value : repairs) {
            out.writeLong(value);
        }
    }

    void read(DataInput in) throws IOException {
        datagrams = in.readLong();
        flows = in.readLong();
        packets = in.readLong();
        octets = in.readLong();
        lost = in.readLong();
        duplicates = in.readLong();
        late = in.readLong();
        stale = in.readLong();
        clockSteps = in.readLong();
        routedDatagrams = in.readLong();
        for (int i = 0; i < REPAIRS; i++) {
            repairs[i] = in.readLong();
        }
    }
}
