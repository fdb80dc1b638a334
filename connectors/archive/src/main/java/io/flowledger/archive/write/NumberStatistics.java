package io.flowledger.archive.write;

import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;

/** Minimum and maximum of a page; loops of their own, so that the compiler vectorises them. */
final class NumberStatistics {

    private NumberStatistics() {}

    /** Of 32-bit values taken as unsigned. */
    static void describeUnsigned(Statistics<?> statistics, int[] values, int count) {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            int shifted = values[i] ^ Integer.MIN_VALUE;
            least = Math.min(least, shifted);
            most = Math.max(most, shifted);
        }
        set(
                statistics,
                Integer.toUnsignedLong(least ^ Integer.MIN_VALUE),
                Integer.toUnsignedLong(most ^ Integer.MIN_VALUE));
    }

    static void describe(Statistics<?> statistics, long[] values, int count) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        set(statistics, least, most);
    }

    /** Of doubles, as their bits; there is no NaN among them. */
    static void describeDoubles(Statistics<?> statistics, long[] values, int count) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double value = Double.longBitsToDouble(values[i]);
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        ((DoubleStatistics) statistics).setMinMax(least, most);
    }

    private static void set(Statistics<?> statistics, long least, long most) {
        if (statistics instanceof IntStatistics ints) {
            ints.setMinMax((int) least, (int) most);
        } else {
            ((LongStatistics) statistics).setMinMax(least, most);
        }
    }
}
