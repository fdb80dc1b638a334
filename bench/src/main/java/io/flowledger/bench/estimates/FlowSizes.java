package io.flowledger.bench.estimates;

import java.util.SplittableRandom;

/** How octets are spread over flows. */
enum FlowSizes {
    /** A mean five times the median. */
    LOGNORMAL("lognormal 1.8") {
        @Override
        double draw(SplittableRandom random) {
            return lognormal(1.8, random);
        }
    },
    /** A mean, but no variance. */
    PARETO("Pareto 1.3") {
        @Override
        double draw(SplittableRandom random) {
            return pareto(1.3, random);
        }
    },
    /** All of a kind, as flows never are. */
    EXPONENTIAL("exponential") {
        @Override
        double draw(SplittableRandom random) {
            return random.nextExponential();
        }
    },
    LIGHTER_PARETO("Pareto 2") {
        @Override
        double draw(SplittableRandom random) {
            return pareto(2, random);
        }
    },
    HEAVIER_LOGNORMAL("lognormal 2.5") {
        @Override
        double draw(SplittableRandom random) {
            return lognormal(2.5, random);
        }
    },
    /** Hardly a mean. */
    HEAVIER_PARETO("Pareto 1.1") {
        @Override
        double draw(SplittableRandom random) {
            return pareto(1.1, random);
        }
    };

    /** Large enough that rounding to whole octets does not show. */
    private static final double UNIT_OCTETS = 1000;

    private final String label;

    FlowSizes(String label) {
        this.label = label;
    }

    abstract double draw(SplittableRandom random);

    /**
     * At most 2⁵⁸, hardly ever past 2⁴⁰: a NetFlow counter would wrap at 2³², this one does not.
     */
    long octets(SplittableRandom random) {
        return Math.round(UNIT_OCTETS * draw(random));
    }

    String label() {
        return label;
    }

    private static double lognormal(double sigma, SplittableRandom random) {
        return Math.exp(sigma * random.nextGaussian());
    }

    private static double pareto(double index, SplittableRandom random) {
        return Math.exp(-Math.log(1 - random.nextDouble()) / index);
    }
}
