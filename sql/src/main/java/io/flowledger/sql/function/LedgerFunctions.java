package io.flowledger.sql.function;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** All functions of the catalog: those of this module, and what providers add. */
public final class LedgerFunctions {

    private static final List<LedgerFunction> OWN =
            List.of(
                    new LedgerFunction(
                            "ip_text",
                            "address BIGINT",
                            "STRING",
                            "`3232235777` → `192.168.1.1`",
                            IpText.class),
                    new LedgerFunction(
                            "ip_number",
                            "text STRING",
                            "BIGINT",
                            "`192.168.1.1` → `3232235777`; IPv4 only",
                            IpNumber.class),
                    new LedgerFunction(
                            "cidr_match",
                            "address BIGINT, network STRING",
                            "BOOLEAN",
                            "whether the address is in the network, e.g. `10.0.0.0/8`",
                            CidrMatch.class),
                    new LedgerFunction(
                            "prefix_of",
                            "address BIGINT, length INT",
                            "STRING",
                            "its network of that prefix length, as text: `10.1.0.0/16`",
                            PrefixOf.class),
                    new LedgerFunction(
                            "prefix_number",
                            "address BIGINT, length INT",
                            "BIGINT",
                            "first address of that network; cheaper to group by than text",
                            PrefixNumber.class),
                    new LedgerFunction(
                            "proto_name",
                            "protocol INT",
                            "STRING",
                            "`6` → `tcp`; the number where it has no common name",
                            ProtocolName.class),
                    new LedgerFunction(
                            "port_name",
                            "protocol INT, port INT",
                            "STRING",
                            "service by IANA's registry: `6, 443` → `https`; NULL if none",
                            PortName.class),
                    new LedgerFunction(
                            "tcp_flags_text",
                            "flags INT",
                            "STRING",
                            "`27` → `...AP.SF`: CWR, ECE, URG, ACK, PSH, RST, SYN, FIN, in the"
                                    + " order of nfdump",
                            TcpFlagsText.class),
                    new LedgerFunction(
                            "icmp_type",
                            "dst_port INT",
                            "INT",
                            "type of an ICMP flow, which its destination port carries",
                            IcmpType.class),
                    new LedgerFunction(
                            "icmp_code",
                            "dst_port INT",
                            "INT",
                            "code of an ICMP flow",
                            IcmpCode.class),
                    new LedgerFunction(
                            "icmp_name",
                            "dst_port INT",
                            "STRING",
                            "`2048` → `echo-request`; `type/code` where it has no name",
                            IcmpName.class),
                    new LedgerFunction(
                            "seconds_between",
                            "start TIMESTAMP_LTZ, end TIMESTAMP_LTZ",
                            "DOUBLE",
                            "with fractions; negative if the end is before the start",
                            SecondsBetween.class),
                    new LedgerFunction(
                            "time_slot",
                            "time TIMESTAMP_LTZ, seconds INT",
                            "TIMESTAMP_LTZ",
                            "when the slot of so many seconds began that it is in, counted from 1970"
                                    + " UTC; cheap to group by",
                            TimeSlot.class),
                    new LedgerFunction(
                            "bits_per_second",
                            "octets DOUBLE, seconds DOUBLE; or octets DOUBLE, start"
                                    + " TIMESTAMP_LTZ, end TIMESTAMP_LTZ",
                            "DOUBLE",
                            "mean rate; NULL over no time",
                            BitsPerSecond.class),
                    new LedgerFunction(
                            "coverage",
                            "received BIGINT, lost BIGINT",
                            "DOUBLE",
                            "part that was received, 0 to 1; NULL of nothing",
                            Coverage.class),
                    new LedgerFunction(
                            "percentile_nearest",
                            "value DOUBLE, part DOUBLE",
                            "DOUBLE",
                            "aggregate: nearest rank, the smallest value that at least this part"
                                    + " (0.95) of all values does not exceed",
                            PercentileNearest.class),
                    new LedgerFunction(
                            "percentile_linear",
                            "value DOUBLE, part DOUBLE",
                            "DOUBLE",
                            "aggregate: continuous, interpolated between the two values around it,"
                                    + " as Flink's PERCENTILE and PERCENTILE_CONT of SQL",
                            PercentileLinear.class));

    private LedgerFunctions() {}

    /** In the order of the reference. */
    public static List<LedgerFunction> all() {
        ServiceLoader<FunctionProvider> providers =
                ServiceLoader.load(FunctionProvider.class, LedgerFunctions.class.getClassLoader());
        return Stream.concat(
                        OWN.stream(), providers.stream().flatMap(p -> p.get().functions().stream()))
                .toList();
    }
}
