package io.flowledger.ledger.audit;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Uncertainty;
import java.util.EnumSet;

/**
 * Octets or packets archived, and the sums from which that of the lost flows is estimated, as they
 * travel between tasks; see {@link Estimate} for what they mean.
 */
public record Measure(
        long archived,
        double estimated,
        double variance,
        double third,
        double spread,
        double exposure,
        long lostFlows,
        long unestimatedFlows) {

    static Measure of(Estimate estimate) {
        Uncertainty uncertainty = estimate.uncertainty();
        return new Measure(
                estimate.observed(),
                estimate.estimated(),
                uncertainty.variance(),
                uncertainty.third(),
                uncertainty.spread(),
                uncertainty.exposure(),
                estimate.lostFlows(),
                estimate.unestimatedFlows());
    }

    /** Where nothing is known of loss. */
    static Measure archived(long sum) {
        return new Measure(sum, sum, 0, 0, 0, 0, 0, 0);
    }

    Estimate estimate() {
        return new Estimate(
                archived,
                estimated,
                new Uncertainty(variance, third, spread, exposure),
                lostFlows,
                unestimatedFlows,
                EnumSet.noneOf(Flag.class));
    }
}
