package io.flowledger.sql.function;

import org.apache.flink.table.functions.ScalarFunction;

/** {@code icmp_type(dst_port)}: NetFlow v5 has type · 256 + code in the destination port. */
public final class IcmpType extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public Integer eval(Integer port) {
        return port == null ? null : Argument.port("icmp_type", port) >> 8;
    }
}
