package io.flowledger.sql.function;

import io.flowledger.netflow.wire.ProtocolNames;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code proto_name(6)} → {@code tcp}; the number as text for protocols without a common name (IANA
 * protocol numbers).
 */
public final class ProtocolName extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public String eval(Integer protocol) {
        if (protocol == null) {
            return null;
        }
        String name = ProtocolNames.name(protocol);
        return name == null ? protocol.toString() : name;
    }
}
