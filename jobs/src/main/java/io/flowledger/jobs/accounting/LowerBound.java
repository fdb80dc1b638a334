package io.flowledger.jobs.accounting;

import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code lower_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third),
 * SUM(octets_spread), SUM(octets_exposure))}: lower end of the 95 % interval of summed postings.
 * Likewise of packets and of flows.
 */
public final class LowerBound extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public Double eval(
            Long observed,
            Double estimated,
            Double variance,
            Double third,
            Double spread,
            Double exposure) {
        if (observed == null || estimated == null) {
            return null;
        }
        return PostedInterval.of(observed, estimated, variance, third, spread, exposure, 0).lower();
    }
}
