package io.flowledger.sql.function;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code seconds_between(flow_start, flow_end)}, with milliseconds behind the point. */
public final class SecondsBetween extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public Double eval(
            @DataTypeHint("TIMESTAMP_LTZ(3)") Instant start,
            @DataTypeHint("TIMESTAMP_LTZ(3)") Instant end) {
        return start == null || end == null ? null : between(start, end);
    }

    static double between(Instant start, Instant end) {
        return Duration.between(start, end).toMillis() / 1_000.0;
    }
}
