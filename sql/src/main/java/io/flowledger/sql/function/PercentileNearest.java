package io.flowledger.sql.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.TreeMap;

/**
 * {@code percentile_nearest(bits, 0.95)}: the value of rank ⌈part · n⌉, as bills by the 95th
 * percentile take it. It is one of the values.
 */
public final class PercentileNearest extends Percentile {

    private static final long serialVersionUID = 1;

    @Override
    String functionName() {
        return "percentile_nearest";
    }

    /** In decimal: 0.07 · 100 is 7.000000000000001 in binary, and would be rank 8. */
    @Override
    double of(TreeMap<Double, Long> counts, long total, double part) {
        BigDecimal rank = BigDecimal.valueOf(part).multiply(BigDecimal.valueOf(total));
        return ranked(counts, Math.max(1, rank.setScale(0, RoundingMode.CEILING).longValue()));
    }
}
