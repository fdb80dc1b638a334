package io.flowledger.sql.function;

import java.util.Map;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code icmp_name(2048)} → {@code echo-request}. Types and codes of RFC 792, 950, 1122, 1256 and
 * 1812 under the names that iptables gives them; {@code type/code} for others.
 */
public final class IcmpName extends ScalarFunction {

    private static final long serialVersionUID = 1;

    private static final int UNREACHABLE = 3;

    private static final Map<Integer, String> TYPES =
            Map.ofEntries(
                    Map.entry(0, "echo-reply"),
                    Map.entry(4, "source-quench"),
                    Map.entry(5, "redirect"),
                    Map.entry(8, "echo-request"),
                    Map.entry(9, "router-advertisement"),
                    Map.entry(10, "router-solicitation"),
                    Map.entry(11, "time-exceeded"),
                    Map.entry(12, "parameter-problem"),
                    Map.entry(13, "timestamp-request"),
                    Map.entry(14, "timestamp-reply"),
                    Map.entry(17, "address-mask-request"),
                    Map.entry(18, "address-mask-reply"));

    /** Codes of destination unreachable, from 0. */
    private static final String[] UNREACHABLE_CODES = {
        "network-unreachable",
        "host-unreachable",
        "protocol-unreachable",
        "port-unreachable",
        "fragmentation-needed",
        "source-route-failed",
        "network-unknown",
        "host-unknown",
        "source-host-isolated",
        "network-prohibited",
        "host-prohibited",
        "TOS-network-unreachable",
        "TOS-host-unreachable",
        "communication-prohibited",
        "host-precedence-violation",
        "precedence-cutoff"
    };

    public String eval(Integer port) {
        if (port == null) {
            return null;
        }
        int type = Argument.port("icmp_name", port) >> 8;
        int code = port & 0xFF;
        if (type == UNREACHABLE && code < UNREACHABLE_CODES.length) {
            return UNREACHABLE_CODES[code];
        }
        return TYPES.getOrDefault(type, type + "/" + code);
    }
}
