package io.flowledger.sql;

import java.util.Map;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code proto_name(6)} → {@code tcp}; the number as text for protocols without a common name (IANA
 * protocol numbers).
 */
public final class ProtocolName extends ScalarFunction {

    private static final long serialVersionUID = 1;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(1, "icmp"),
                    Map.entry(2, "igmp"),
                    Map.entry(4, "ipip"),
                    Map.entry(6, "tcp"),
                    Map.entry(17, "udp"),
                    Map.entry(41, "ipv6"),
                    Map.entry(47, "gre"),
                    Map.entry(50, "esp"),
                    Map.entry(51, "ah"),
                    Map.entry(58, "ipv6-icmp"),
                    Map.entry(88, "eigrp"),
                    Map.entry(89, "ospf"),
                    Map.entry(103, "pim"),
                    Map.entry(112, "vrrp"),
                    Map.entry(132, "sctp"));

    public String eval(Integer protocol) {
        return protocol == null ? null : NAMES.getOrDefault(protocol, protocol.toString());
    }
}
