package io.flowledger.bench.estimates;

import java.util.Locale;
import java.util.SplittableRandom;

/** How octets are spread over flows. */
enum FlowSizes {
    /** exp(1.8·Z): a mean five times the median. */
    LOGNORMAL {
        @Override
        double draw(SplittableRandom random) {
            return Math.exp(1.8 * random.nextGaussian());
        }
    },
    /** Tail index 1.3: a mean, but no variance. */
    PARETO {
        @Override
        double draw(SplittableRandom random) {
            return Math.exp(-Math.log(1 - random.nextDouble()) / 1.3);
        }
    };

    /** Large enough that rounding to whole octets does not show. */
    private static final double UNIT_OCTETS = 1000;

    /** Keeps thirty flows of a datagram within a long; a NetFlow counter would wrap at 2³². */
    private static final double LARGEST = 0x1p56;

    abstract double draw(SplittableRandom random);

    long octets(SplittableRandom random) {
        return (long) Math.min(LARGEST, Math.rint(UNIT_OCTETS * draw(random)));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
