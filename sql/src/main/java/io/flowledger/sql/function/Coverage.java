package io.flowledger.sql.function;

import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code coverage(flows, lost_flows)}: the part of what was sent that was received. Lost flows that
 * turned up later make a negative number of lost ones on their day: all of it was received then.
 */
public final class Coverage extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public Double eval(Long received, Long lost) {
        if (received == null || lost == null) {
            return null;
        }
        if (received < 0) {
            throw Argument.wrong("coverage", received + ", " + lost, "received is not negative");
        }
        double sent = (double) received + lost;
        return sent <= 0 ? null : Math.min(1, received / sent);
    }
}
