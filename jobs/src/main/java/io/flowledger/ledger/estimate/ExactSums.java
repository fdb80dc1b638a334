package io.flowledger.ledger.estimate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums of doubles, some of them side by side, of which nothing is rounded off until they are asked
 * for: whatever the order of additions, and however sums are summed, the result is the same to the
 * last bit. A sum is held as doubles that do not overlap (Shewchuk, Adaptive Precision
 * Floating-Point Arithmetic, 1997; as in Python's {@code math.fsum}). Mostly that is one double or
 * two, so these stand side by side in one array, and what is smaller aside.
 */
public final class ExactSums {

    /** Behind the last sum that is written. */
    private static final int END = -1;

    /** Of each sum the greatest double, and the next smaller one. */
    private final double[] parts;

    /** Of each sum those below, smallest first; null where there never was one. */
    private double[][] below;

    private byte[] belowCounts;

    /**
     * @param sums up to 127
     */
    public ExactSums(int sums) {
        parts = new double[2 * sums];
    }

    /** All of them are nothing again. */
    public void clear() {
        Arrays.fill(parts, 0);
        if (below != null) {
            Arrays.fill(belowCounts, (byte) 0);
        }
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
        double x = value;
        int kept = 0;
        int count = countBelow(sum);
        for (int i = 0; i < count; i++) {
            double[] p = below[sum];
            double high = x + p[i];
            double low = rest(x, p[i], high);
            if (low != 0) {
                p[kept++] = low;
            }
            x = high;
        }
        double next = parts[2 * sum + 1];
        double greatest = parts[2 * sum];
        double high = x + next;
        double low = rest(x, next, high);
        parts[2 * sum] = high + greatest;
        double middle = rest(high, greatest, high + greatest);
        if (middle != 0 && low != 0) {
            parts[2 * sum + 1] = middle;
            putBelow(sum, kept, low);
        } else {
            boolean isLast = middle == 0 && low == 0 && kept > 0;
            parts[2 * sum + 1] = isLast ? below[sum][--kept] : middle + low;
            if (count > 0) {
                belowCounts[sum] = (byte) kept;
            }
        }
    }

    /** The last of those below. */
    private void putBelow(int sum, int place, double part) {
        if (below == null) {
            below = new double[parts.length / 2][];
            belowCounts = new byte[below.length];
        }
        double[] p = below[sum];
        if (p == null || place == p.length) {
            p = p == null ? new double[2] : Arrays.copyOf(p, 2 * place);
            below[sum] = p;
        }
        p[place] = part;
        belowCounts[sum] = (byte) (place + 1);
    }

    /** What is rounded off of {@code high = x + y} (Knuth, TAOCP 2, 4.2.2). */
    private static double rest(double x, double y, double high) {
        double ofY = high - x;
        return x - (high - ofY) + (y - ofY);
    }

    private int countBelow(int sum) {
        return below == null ? 0 : belowCounts[sum];
    }

    public void addAll(ExactSums others) {
        for (int sum = 0; sum < parts.length / 2; sum++) {
            for (int i = 0; i < others.countBelow(sum); i++) {
                add(sum, others.below[sum][i]);
            }
            add(sum, others.parts[2 * sum + 1]);
            add(sum, others.parts[2 * sum]);
        }
    }

    /** Rounded once, to the nearest double, half to even. */
    public double value(int sum) {
        int left = countBelow(sum) + 1;
        double high = parts[2 * sum];
        double low = 0;
        while (left > 0 && low == 0) {
            double x = high;
            double y = part(sum, --left);
            high = x + y;
            low = y - (high - x);
        }
        // halfway between two doubles, what is further down decides
        if (left > 0 && low * Math.signum(part(sum, left - 1)) > 0) {
            double up = high + 2 * low;
            if (2 * low == up - high) {
                high = up;
            }
        }
        return high;
    }

    /** One below the greatest, the smallest first. */
    private double part(int sum, int place) {
        return place == countBelow(sum) ? parts[2 * sum + 1] : below[sum][place];
    }

    /**
     * Those that are not nothing: place (1), how many parts (1), parts (8 each), smallest first.
     */
    public void write(DataOutput out) throws IOException {
        for (int sum = 0; sum < parts.length / 2; sum++) {
            double next = parts[2 * sum + 1];
            double greatest = parts[2 * sum];
            int count = countBelow(sum);
            if (count > 0 || next != 0) {
                out.writeByte(sum);
                out.writeByte(count + 2);
                for (int i = 0; i <= count; i++) {
                    out.writeDouble(part(sum, i));
                }
                out.writeDouble(greatest);
            } else if (greatest != 0) {
                out.writeByte(sum);
                out.writeByte(1);
                out.writeDouble(greatest);
            }
        }
        out.writeByte(END);
    }

    public static ExactSums read(int sums, DataInput in) throws IOException {
        ExactSums read = new ExactSums(sums);
        for (int sum = in.readByte(); sum != END; sum = in.readByte()) {
            int count = in.readByte();
            for (int i = 0; i < count - 2; i++) {
                read.putBelow(sum, i, in.readDouble());
            }
            read.parts[2 * sum + 1] = count > 1 ? in.readDouble() : 0;
            read.parts[2 * sum] = in.readDouble();
        }
        return read;
    }
}
