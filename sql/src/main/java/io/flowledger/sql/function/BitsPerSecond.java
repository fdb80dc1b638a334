package io.flowledger.sql.function;

import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code bits_per_second(SUM(octets), 300)}, or with the beginning and the end of the time. */
public final class BitsPerSecond extends ScalarFunction {

    private static final long serialVersionUID = 1;

    private static final int BITS = 8;

    public Double eval(Double octets, Double seconds) {
        if (octets == null || seconds == null || seconds == 0) {
            return null;
        }
        if (seconds < 0) {
            throw Argument.wrong(
                    "bits_per_second", octets + ", " + seconds, "seconds are not negative");
        }
        return BITS * octets / seconds;
    }

    public Double eval(
            Double octets,
            @DataTypeHint("TIMESTAMP_LTZ(3)") Instant start,
            @DataTypeHint("TIMESTAMP_LTZ(3)") Instant end) {
        return start == null || end == null
                ? null
                : eval(octets, SecondsBetween.between(start, end));
    }
}
