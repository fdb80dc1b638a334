package io.flowledger.jobs.accounting;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Interval;
import io.flowledger.ledger.estimate.Uncertainty;
import java.util.EnumSet;

/** The interval of postings that were summed, from their sums. */
final class PostedInterval {

    private PostedInterval() {}

    static Interval of(
            long observed,
            double estimated,
            double variance,
            double third,
            double spread,
            double exposure,
            long unestimatedFlows) {
        return new Estimate(
                        observed,
                        estimated,
                        new Uncertainty(variance, third, spread, exposure),
                        unestimatedFlows,
                        unestimatedFlows,
                        EnumSet.noneOf(Flag.class))
                .interval();
    }
}
