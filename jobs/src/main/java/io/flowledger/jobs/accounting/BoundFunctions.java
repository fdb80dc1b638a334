package io.flowledger.jobs.accounting;

import io.flowledger.sql.function.FunctionProvider;
import io.flowledger.sql.function.LedgerFunction;
import java.util.List;

/** The functions of this package, for the catalog: ends of the interval of summed postings. */
public final class BoundFunctions implements FunctionProvider {

    private static final String SUMS =
            "observed BIGINT, estimated DOUBLE, variance DOUBLE, third DOUBLE, spread DOUBLE,"
                    + " exposure DOUBLE";

    @Override
    public List<LedgerFunction> functions() {
        return List.of(
                new LedgerFunction(
                        "lower_bound",
                        SUMS,
                        "DOUBLE",
                        "lower end of the 95 % interval of summed postings",
                        LowerBound.class),
                new LedgerFunction(
                        "upper_bound",
                        SUMS + ", unestimated_flows BIGINT",
                        "DOUBLE",
                        "upper end of it; NULL if some of the loss is not estimated",
                        UpperBound.class));
    }
}
