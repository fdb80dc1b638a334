package io.flowledger.sql.function;

import java.util.TreeMap;

/**
 * {@code percentile_linear(bits, 0.95)}: at place part · (n − 1) of the sorted values, counted from
 * 0, and in proportion between the two values around it.
 */
public final class PercentileLinear extends Percentile {

    private static final long serialVersionUID = 1;

    @Override
    String functionName() {
        return "percentile_linear";
    }

    @Override
    double of(TreeMap<Double, Long> counts, long total, double part) {
        double place = part * (total - 1);
        long below = (long) Math.floor(place);
        double low = ranked(counts, below + 1);
        double high = ranked(counts, Math.min(total, below + 2));
        return low + (place - below) * (high - low);
    }
}
