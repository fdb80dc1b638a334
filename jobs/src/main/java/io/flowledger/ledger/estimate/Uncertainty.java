package io.flowledger.ledger.estimate;

/**
 * How far an estimate may be off, in four sums that independent strata simply add up, so that the
 * interval of an hour is made from the hour's sums and never from the intervals of its minutes.
 *
 * @param variance V
 * @param third V^1.5 · Σd³/(Σd²)^1.5 with d = y − r·m: large if few datagrams carry the variance
 * @param spread V²/(n−1), for the degrees of freedom (Satterthwaite)
 * @param exposure V · L/N, the chance of a datagram to be lost, weighted by variance
 */
public record Uncertainty(double variance, double third, double spread, double exposure) {

    public static final Uncertainty NONE = new Uncertainty(0, 0, 0, 0);

    /**
     * How much room is left above for a large datagram among the lost. Not derived but calibrated:
     * about the least that keeps 93 % in the hardest cells of {@code flowledger bench estimates}.
     */
    private static final double ROOM_ABOVE = 16;

    public Uncertainty plus(Uncertainty other) {
        return new Uncertainty(
                variance + other.variance,
                third + other.third,
                spread + other.spread,
                exposure + other.exposure);
    }

    /** Of a share of it, such that shares add up to the whole. */
    Uncertainty part(double share) {
        return new Uncertainty(share * variance, share * third, share * spread, share * exposure);
    }

    /** With independent noise, near to normal, whose variance is known. */
    Uncertainty plusNoise(double noise) {
        return new Uncertainty(variance + noise, third, spread, exposure);
    }

    double standardError() {
        return Math.sqrt(variance);
    }

    /**
     * How far below the estimate the interval begins: as far as it would without the dominating
     * datagram, which holds up the estimate by √(p·f) standard errors.
     */
    double below() {
        double p = dominance();
        return standardError() * (quantile() * Math.sqrt(1 - p) + Math.sqrt(p * meanExposure()));
    }

    /**
     * How far above the estimate the interval ends: on the scale that the other datagrams give,
     * with room for one that dominates them, and never nearer than Student's interval.
     */
    double above() {
        double p = dominance();
        double room = ROOM_ABOVE * p * Math.sqrt(meanExposure());
        return standardError() * Math.max(quantile(), Math.sqrt(1 - p) * (quantile() + room));
    }

    /** Share of the variance that one datagram carries, were it the only large one: 0 … 1. */
    private double dominance() {
        if (variance <= 0) {
            return 0;
        }
        double lyapunov = third / (variance * standardError());
        return Math.cbrt(square(Math.min(1, Math.max(0, lyapunov))));
    }

    private double meanExposure() {
        return variance <= 0 ? 0 : exposure / variance;
    }

    private double quantile() {
        return StudentT.upper975(
                spread <= 0 ? Double.POSITIVE_INFINITY : square(variance) / spread);
    }

    private static double square(double x) {
        return x * x;
    }
}
