package io.flowledger.bench.traffic;

/**
 * SplitMix64 (Steele, Lea, Flood 2014): the same numbers for a seed on every Java version, which
 * {@link java.util.SplittableRandom} does not promise, at about a nanosecond each.
 */
final class TrafficRandom {

    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;
    private static final double UNIT_OF_53_BITS = 0x1.0p-53;

    private long state;

    TrafficRandom(long seed) {
        this.state = mix(seed ^ 0x5DEE_CE66DL);
    }

    /** An independent stream for one purpose, so that adding a draw to one moves no other. */
    TrafficRandom forPurpose(long purpose) {
        return new TrafficRandom(mix(state ^ mix(purpose * GOLDEN_GAMMA)));
    }

    long next() {
        return mix(state += GOLDEN_GAMMA);
    }

    /** Uniform in 0 … bound−1. */
    int below(int bound) {
        return scale((int) (next() >>> 32), bound);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (next() >>> 11) * UNIT_OF_53_BITS;
    }

    boolean chance(double probability) {
        return probability > 0 && unit() < probability;
    }

    /** Maps 32 random bits to 0 … bound−1 by multiplication: a division would cost more. */
    static int scale(int bits, int bound) {
        return (int) ((bits & 0xFFFF_FFFFL) * bound >>> 32);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
