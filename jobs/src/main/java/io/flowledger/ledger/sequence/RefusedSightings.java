package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sequence numbers of datagrams that were refused although their header could be read: where they
 * fall into a gap, the gap has its cause.
 */
final class RefusedSightings {

    private static final int MAX = 32;

    private int[] sequences;
    private int[] counts;
    private int next;

    void add(Sighting s) {
        if (sequences == null) {
            sequences = new int[MAX];
            counts = new int[MAX];
        }
        sequences[next % MAX] = s.sequence;
        counts[next % MAX] = s.claimed;
        next++;
    }

    /**
     * Units of the gap that those claimed which fall into it.
     *
     * @param believableCount what a datagram can hold: more than that is damage
     * @param meanCount what one of unbelievable count is taken to have held
     */
    long unitsWithin(Gap gap, SequenceConvention convention, int believableCount, int meanCount) {
        long units = 0;
        for (int i = 0; i < Math.min(next, MAX); i++) {
            int count = counts[i] > believableCount ? meanCount : counts[i];
            int into = convention.start(sequences[i], count) - (int) gap.from();
            if (into >= 0 && into < gap.units()) {
                units += convention.units(count);
            }
        }
        return Math.min(units, gap.units());
    }

    void write(DataOutput out) throws IOException {
        int size = Math.min(next, MAX);
        out.writeByte(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(sequences[i]);
            out.writeInt(counts[i]);
        }
    }

    void read(DataInput in) throws IOException {
        int size = in.readByte();
        if (size == 0) {
            return;
        }
        sequences = new int[MAX];
        counts = new int[MAX];
        for (next = 0; next < size; next++) {
            sequences[next] = in.readInt();
            counts[next] = in.readInt();
        }
    }
}
