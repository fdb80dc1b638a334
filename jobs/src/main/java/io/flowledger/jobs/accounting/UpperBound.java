package io.flowledger.jobs.accounting;

import java.util.OptionalDouble;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code upper_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third),
 * SUM(octets_spread), SUM(octets_exposure), SUM(unestimated_flows))}: upper end of the 95 %
 * interval of summed postings; NULL if some of the loss is not estimated. Likewise of packets and
 * of flows.
 */
public final class UpperBound extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public Double eval(
            Long observed,
            Double estimated,
            Double variance,
            Double third,
            Double spread,
            Double exposure,
            Long unestimatedFlows) {
        if (observed == null || estimated == null) {
            return null;
        }
        OptionalDouble upper =
                PostedInterval.of(
                                observed,
                                estimated,
                                variance,
                                third,
                                spread,
                                exposure,
                                unestimatedFlows)
                        .upper();
        return upper.isPresent() ? upper.getAsDouble() : null;
    }
}
