package io.flowledger.sql.function;

import io.flowledger.netflow.wire.PortNames;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code port_name(6, 443)} → {@code https}; NULL if nobody registered the port. */
public final class PortName extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public String eval(Integer protocol, Integer port) {
        return protocol == null || port == null
                ? null
                : PortNames.name(protocol, Argument.port("port_name", port));
    }
}
