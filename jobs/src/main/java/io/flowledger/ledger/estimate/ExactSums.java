package io.flowledger.ledger.estimate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums of doubles, some of them side by side, of which nothing is rounded off until they are asked
 * for: whatever the order of additions, and however sums are summed, the result is the same to the
 * last bit. A sum is held as doubles that do not overlap, smallest first (Shewchuk, Adaptive
 * Precision Floating-Point Arithmetic, 1997; as in Python's {@code math.fsum}). Mostly that is one
 * double or two.
 */
public final class ExactSums {

    private static final double[] NOTHING = {};

    private final double[][] parts;
    private final byte[] counts;

    public ExactSums(int sums) {
        parts = new double[sums][];
        Arrays.fill(parts, NOTHING);
        counts = new byte[sums];
    }

    /** All of them are nothing again. */
    public void clear() {
        Arrays.fill(counts, (byte) 0);
    }

    /**
     * @param value finite
     */
    public void add(int sum, double value) {
        if (value == 0) {
            return;
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("only finite numbers have a sum, not " + value);
        }
        double[] p = parts[sum];
        double x = value;
        int kept = 0;
        for (int i = 0; i < counts[sum]; i++) {
            double y = p[i];
            double high = x + y;
            double low = Math.abs(x) < Math.abs(y) ? x - (high - y) : y - (high - x);
            if (low != 0) {
                p[kept++] = low;
            }
            x = high;
        }
        if (kept == p.length) {
            p = Arrays.copyOf(p, Math.max(1, 2 * kept));
            parts[sum] = p;
        }
        p[kept++] = x;
        counts[sum] = (byte) kept;
    }

    public void addAll(ExactSums others) {
        for (int sum = 0; sum < parts.length; sum++) {
            for (int i = 0; i < others.counts[sum]; i++) {
                add(sum, others.parts[sum][i]);
            }
        }
    }

    /** Rounded once, to the nearest double, half to even. */
    public double value(int sum) {
        double[] p = parts[sum];
        int left = counts[sum];
        if (left == 0) {
            return 0;
        }
        double high = p[--left];
        double low = 0;
        while (left > 0 && low == 0) {
            double x = high;
            double y = p[--left];
            high = x + y;
            low = y - (high - x);
        }
        // halfway between two doubles, what is further down decides
        if (left > 0 && (low < 0 && p[left - 1] < 0 || low > 0 && p[left - 1] > 0)) {
            double up = high + 2 * low;
            if (2 * low == up - high) {
                high = up;
            }
        }
        return high;
    }

    public void write(DataOutput out) throws IOException {
        for (int sum = 0; sum < parts.length; sum++) {
            out.writeByte(counts[sum]);
            for (int i = 0; i < counts[sum]; i++) {
                out.writeDouble(parts[sum][i]);
            }
        }
    }

    public static ExactSums read(int sums, DataInput in) throws IOException {
        ExactSums read = new ExactSums(sums);
        for (int sum = 0; sum < sums; sum++) {
            int count = in.readByte();
            if (count > 0) {
                read.parts[sum] = new double[count];
                read.counts[sum] = (byte) count;
                for (int i = 0; i < count; i++) {
                    read.parts[sum][i] = in.readDouble();
                }
            }
        }
        return read;
    }
}
