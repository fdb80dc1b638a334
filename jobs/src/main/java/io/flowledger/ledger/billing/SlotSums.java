package io.flowledger.ledger.billing;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Uncertainty;
import java.util.EnumSet;

/** What one direction of a key had in the interval in hand. */
final class SlotSums {

    private final ExactSum octets = new ExactSum();
    private final ExactSum variance = new ExactSum();
    private final ExactSum third = new ExactSum();
    private final ExactSum spread = new ExactSum();
    private final ExactSum exposure = new ExactSum();
    private long observed;
    private long unestimatedFlows;
    private boolean empty = true;

    void clear() {
        octets.clear();
        variance.clear();
        third.clear();
        spread.clear();
        exposure.clear();
        observed = 0;
        unestimatedFlows = 0;
        empty = true;
    }

    void add(Traffic traffic) {
        octets.add(traffic.octets());
        variance.add(traffic.variance());
        third.add(traffic.third());
        spread.add(traffic.spread());
        exposure.add(traffic.exposure());
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
                octets.value(),
                new Uncertainty(variance.value(), third.value(), spread.value(), exposure.value()),
                unestimatedFlows,
                unestimatedFlows,
                EnumSet.noneOf(Flag.class));
    }
}
