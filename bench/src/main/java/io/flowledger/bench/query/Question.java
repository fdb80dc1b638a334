package io.flowledger.bench.query;

import java.util.List;

/**
 * A question in three languages. Its answer is rows of whole numbers; their order does not count.
 *
 * @param ledgerSql for Flink, on the table {@code flows}
 * @param duckSql for DuckDB, on the view {@code flows}
 * @param nfdump shell command on the directory {@code $1}; prints rows of numbers with commas
 */
record Question(String name, String ledgerSql, String duckSql, String nfdump) {

    private static final int PREFIX = 16;

    /**
     * @param host IPv4 address as a number; its /16 is the network that is asked for
     * @param absent an address without flows
     */
    static List<Question> about(long host, long absent) {
        long network = host >>> (32 - PREFIX) << (32 - PREFIX);
        long last = network + (1L << (32 - PREFIX)) - 1;
        return List.of(
                new Question(
                        "flows per 5 min",
                        "SELECT EXTRACT(EPOCH FROM slot) / 300 AS slot, n FROM (SELECT"
                                + " time_slot(flow_start, 300) AS slot, COUNT(*) AS n FROM flows"
                                + " GROUP BY time_slot(flow_start, 300)) AS slots",
                        "SELECT epoch_ms(flow_start) // 300000, count(*) FROM flows GROUP BY 1",
                        "nfdump -q -R \"$1\" -o fmt:%tsr"
                                + " | awk '{ n[int($1 / 300)]++ } END { for (s in n) print s \",\" n[s] }'"),
                new Question(
                        "top 10 sources by octets",
                        "SELECT src_addr, SUM(`bytes`) AS octets, COUNT(*) AS n FROM flows"
                                + " GROUP BY src_addr ORDER BY octets DESC LIMIT 10",
                        "SELECT src_addr, sum(bytes)::BIGINT, count(*) FROM flows"
                                + " GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
                        "nfdump -q -N -R \"$1\" -A srcip -O bytes -n 10 -o fmt:%sa,%byt,%fl"),
                byProtocol("to one host", "dst_addr = " + host, "dst ip " + text(host)),
                byProtocol("from one host", "src_addr = " + host, "src ip " + text(host)),
                byProtocol(
                        "from or to one host",
                        "(src_addr = " + host + " OR dst_addr = " + host + ")",
                        "ip " + text(host)),
                byProtocol(
                        "a host that was never there",
                        "(src_addr = " + absent + " OR dst_addr = " + absent + ")",
                        "ip " + text(absent)),
                byProtocol(
                        "to one /16",
                        "dst_addr BETWEEN " + network + " AND " + last,
                        "dst net " + text(network) + "/" + PREFIX),
                new Question(
                        "pairs of addresses, top 10",
                        "SELECT src_addr, dst_addr, SUM(`bytes`) AS octets, COUNT(*) AS n FROM flows"
                                + " GROUP BY src_addr, dst_addr ORDER BY octets DESC LIMIT 10",
                        "SELECT src_addr, dst_addr, sum(bytes)::BIGINT, count(*) FROM flows"
                                + " GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 10",
                        "nfdump -q -N -R \"$1\" -A srcip,dstip -O bytes -n 10 -o fmt:%sa,%da,%byt,%fl"));
    }

    /** Nothing is measured against this one: what it reads and takes is the engine's start. */
    static Question none() {
        return new Question("start alone", "SELECT 1", "SELECT 1", "nfdump -V >&2; echo 1");
    }

    /** Understood by Flink and DuckDB alike, except for the quotes of a name. */
    private static Question byProtocol(String name, String condition, String filter) {
        String sql =
                "SELECT proto, COUNT(*) AS n, SUM(packets) AS packets, SUM(%sbytes%s) AS octets"
                        + " FROM flows WHERE "
                        + condition
                        + " GROUP BY proto";
        return new Question(
                name,
                sql.formatted("`", "`"),
                sql.formatted("\"", "\""),
                "nfdump -q -N -R \"$1\" -A proto -n 0 -o fmt:%pr,%fl,%pkt,%byt '" + filter + "'");
    }

    private static String text(long address) {
        return (address >>> 24)
                + "."
                + (address >>> 16 & 0xFF)
                + "."
                + (address >>> 8 & 0xFF)
                + "."
                + (address & 0xFF);
    }
}
