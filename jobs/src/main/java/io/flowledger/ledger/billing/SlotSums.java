package io.flowledger.ledger.billing;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.ExactSums;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Uncertainty;
import java.util.EnumSet;

/** What one direction of a key had in the interval in hand. */
final class SlotSums {

    private static final int OCTETS = 0;
    private static final int VARIANCE = 1;
    private static final int THIRD = 2;
    private static final int SPREAD = 3;
    private static final int EXPOSURE = 4;

    private final ExactSums sums = new ExactSums(5);
    private long observed;
    private long unestimatedFlows;
    private boolean empty = true;

    void clear() {
        sums.clear();
        observed = 0;
        unestimatedFlows = 0;
        empty = true;
    }

    void add(Traffic traffic) {
        sums.add(OCTETS, traffic.octets());
        sums.add(VARIANCE, traffic.variance());
        sums.add(THIRD, traffic.third());
        sums.add(SPREAD, traffic.spread());
        sums.add(EXPOSURE, traffic.exposure());
        observed = Math.addExact(observed, traffic.observedOctets());
        unestimatedFlows += traffic.unestimatedFlows();
        empty = false;
    }

    boolean isEmpty() {
        return empty;
    }

    Estimate estimate() {
        return new Estimate(
                observed,
                sums.value(OCTETS),
                new Uncertainty(
                        sums.value(VARIANCE),
                        sums.value(THIRD),
                        sums.value(SPREAD),
                        sums.value(EXPOSURE)),
                unestimatedFlows,
                unestimatedFlows,
                EnumSet.noneOf(Flag.class));
    }
}
