package io.flowledger.bench.traffic;

import java.util.function.DoubleUnaryOperator;

/**
 * A heavy-tailed distribution as a table of its quantiles: a draw is one array read, and only the
 * last entry, the tail that makes elephants, is computed exactly.
 */
final class QuantileTable {

    private static final int BITS = 12;
    private static final int SIZE = 1 << BITS;
    private static final double UNIT_OF_32_BITS = 0x1.0p-32;

    private final int[] values = new int[SIZE];
    private final DoubleUnaryOperator inverse;
    private final int max;

    private QuantileTable(DoubleUnaryOperator inverse, int max) {
        this.inverse = inverse;
        this.max = max;
        for (int i = 0; i < SIZE; i++) {
            values[i] = at((i + 0.5) / SIZE);
        }
    }

    /** Pareto: P(X > x) = (min/x)^alpha, cut at {@code max}. */
    static QuantileTable pareto(double min, double alpha, int max) {
        return new QuantileTable(q -> min * Math.pow(1 - q, -1 / alpha), max);
    }

    /** Log-normal by its median and the standard deviation of its logarithm, cut at {@code max}. */
    static QuantileTable logNormal(double median, double sigma, int max) {
        return new QuantileTable(q -> median * Math.exp(sigma * normalQuantile(q)), max);
    }

    /** A value for 32 random bits. */
    int draw(int bits) {
        int slot = bits >>> (32 - BITS);
        return slot == SIZE - 1 ? at((bits & 0xFFFF_FFFFL) * UNIT_OF_32_BITS) : values[slot];
    }

    private int at(double q) {
        return (int) Math.max(0, Math.min(max, inverse.applyAsDouble(q)));
    }

    /**
     * Tukey's lambda approximation of the normal quantile; good to a percent, enough for traffic.
     */
    private static double normalQuantile(double q) {
        double clamped = Math.max(1e-9, Math.min(1 - 1e-9, q));
        return (Math.pow(clamped, 0.135) - Math.pow(1 - clamped, 0.135)) / 0.1975;
    }
}
