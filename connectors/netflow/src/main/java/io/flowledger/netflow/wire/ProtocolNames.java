package io.flowledger.netflow.wire;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Short names of IP protocols that are seen in flows (keywords of IANA's registry of protocol
 * numbers, in lower case).
 */
public final class ProtocolNames {

    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int DCCP = 33;
    public static final int SCTP = 132;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(1, "icmp"),
                    Map.entry(2, "igmp"),
                    Map.entry(4, "ipip"),
                    Map.entry(TCP, "tcp"),
                    Map.entry(UDP, "udp"),
                    Map.entry(DCCP, "dccp"),
                    Map.entry(41, "ipv6"),
                    Map.entry(46, "rsvp"),
                    Map.entry(47, "gre"),
                    Map.entry(50, "esp"),
                    Map.entry(51, "ah"),
                    Map.entry(58, "ipv6-icmp"),
                    Map.entry(88, "eigrp"),
                    Map.entry(89, "ospf"),
                    Map.entry(97, "etherip"),
                    Map.entry(103, "pim"),
                    Map.entry(108, "ipcomp"),
                    Map.entry(112, "vrrp"),
                    Map.entry(115, "l2tp"),
                    Map.entry(SCTP, "sctp"),
                    Map.entry(136, "udplite"),
                    Map.entry(137, "mpls-in-ip"));

    private static final Map<String, Integer> NUMBERS =
            NAMES.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private ProtocolNames() {}

    /** The name of a protocol; null for one without a common name. */
    public static String name(int protocol) {
        return NAMES.get(protocol);
    }

    /** The number of a protocol by its name in lower case; -1 for a name that is not known. */
    public static int number(String name) {
        return NUMBERS.getOrDefault(name, -1);
    }
}
