package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Which new keys are worth a place once there were more than a view may have: those whose octets,
 * counted together with those of the other keys that share their cell, reach what the smallest of
 * the keys that kept their places had. A key among the largest gets in with its first flows; the
 * many small ones cost no more than a look here (filtered space-saving, Homem and Carvalho,
 * Information Sciences 180, 2010). What a key had before is in {@code other} and stays there.
 */
final class Admission {

    private static final int CELLS = 1_024;
    private static final int CELL_SHIFT = Long.SIZE - 10;

    private final long[] octets = new long[CELLS];
    private long threshold;

    /**
     * New keys are measured by this from now on.
     *
     * @param octetsOfSmallest of the keys that kept their places
     */
    void measureBy(long octetsOfSmallest) {
        threshold = octetsOfSmallest;
    }

    /** Counts a flow of a key that has no place, and says whether the key gets one. */
    boolean admits(long hash, long octetsOfFlow) {
        int cell = (int) (hash >>> CELL_SHIFT);
        long sum = octets[cell] + octetsOfFlow;
        if (sum < threshold) {
            octets[cell] = sum;
            return false;
        }
        octets[cell] = 0;
        return true;
    }

    /** Takes over what was counted elsewhere. */
    void addAll(Admission other) {
        threshold = Math.max(threshold, other.threshold);
        for (int cell = 0; cell < CELLS; cell++) {
            octets[cell] += other.octets[cell];
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(threshold);
        for (long each : octets) {
            out.writeLong(each);
        }
    }

    static Admission read(DataInput in) throws IOException {
        Admission admission = new Admission();
        admission.threshold = in.readLong();
        for (int cell = 0; cell < CELLS; cell++) {
            admission.octets[cell] = in.readLong();
        }
        return admission;
    }
}
