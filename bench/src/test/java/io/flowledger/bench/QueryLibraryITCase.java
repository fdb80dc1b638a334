package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.sql.query.LibraryQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every query of the library, against DuckDB over the same files and with SQL of its own. */
@Timeout(300)
class QueryLibraryITCase {

    @TempDir static Path directory;

    private static QueriedWarehouse warehouse;

    @BeforeAll
    static void make() throws Exception {
        warehouse = QueriedWarehouse.make(directory);
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    static List<String> names() {
        return LibraryQuery.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void duckDbGivesTheSameAnswer(String name) throws Exception {
        LibraryQuery query = LibraryQuery.named(name);

        List<List<String>> answer =
                warehouse.flink(query.with(PARAMETERS.getOrDefault(name, Map.of())));

        assertThat(answer).as("the answer says something").isNotEmpty();
        assertThat(answer).isEqualTo(warehouse.duckDb(EXPECTED.get(name)));
    }

    @Test
    void theScannerIsFound() throws Exception {
        assertThat(warehouse.flink(LibraryQuery.named("port_scans").script()))
                .anySatisfy(
                        row ->
                                assertThat(row)
                                        .startsWith(
                                                QueriedWarehouse.SCANNER,
                                                String.valueOf(QueriedWarehouse.SCANNED_PORTS),
                                                "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "talkers: dt, hr, src_addr",
                "conversations: dt, hr, src_addr, dst_addr",
                "interfaces: dt, window_start, exporter, in_if, out_if",
                "loss_by_exporter: dt, exporter",
                "totals_with_loss: view, dt, exporter"
            })
    void viewsOfDuckDbAreThoseOfTheCatalog(String view) throws Exception {
        String name = view.split(": ")[0];
        String order = view.split(": ")[1];
        List<List<String>> rows =
                warehouse.flink(
                        "SELECT * FROM "
                                + name
                                + " ORDER BY "
                                + order.replace("view", "`view`")
                                + " LIMIT 3000");

        assertThat(rows).isNotEmpty();
        assertThat(rows)
                .isEqualTo(
                        warehouse.duckDb(
                                "SELECT * FROM " + name + " ORDER BY " + order + " LIMIT 3000"));
    }

    /** But for the service, which DuckDB's view does not have. */
    @Test
    void flowsAsTextOfDuckDbAreThoseOfTheCatalog() throws Exception {
        String query =
                "SELECT received_at, exporter, src, src_port, dst, dst_port, protocol, tcp_flags,"
                        + " packets, octets, flow_start, seconds, in_if, out_if, src_as, dst_as, dt,"
                        + " hr, src_addr, dst_addr, proto FROM flows_text WHERE dt = '2026-01-31'"
                        + " ORDER BY received_at, exporter, src_addr, dst_addr, src_port, dst_port,"
                        + " proto, flow_start, octets, in_if LIMIT 3000";

        assertThat(warehouse.flink(query)).hasSize(3_000).isEqualTo(warehouse.duckDb(query));
    }

    @Test
    void functionsOfDuckDbAreThoseOfTheCatalog() throws Exception {
        String columns =
                "ip_text(src_addr), ip_number(ip_text(src_addr)), cidr_match(dst_addr, '10.0.0.0/17'),"
                        + " prefix_of(src_addr, 20), prefix_number(dst_addr, 9), proto_name(proto),"
                        + " tcp_flags_text(tcp_flags), icmp_type(dst_port), icmp_code(dst_port),"
                        + " icmp_name(dst_port), seconds_between(flow_start, flow_end),"
                        + " time_slot(flow_start, 300),"
                        + " bits_per_second(CAST(packets AS DOUBLE), CAST(300 AS DOUBLE)),"
                        + " coverage(packets, CAST(record AS BIGINT))";
        String of =
                " FROM flows WHERE dt = '2026-01-31' AND hr = '23'"
                        + " ORDER BY exporter, engine_id, sequence, record LIMIT 2000";

        assertThat(warehouse.flink("SELECT " + columns + of))
                .hasSize(2_000)
                .isEqualTo(warehouse.duckDb("SELECT " + columns + of));
    }

    @Test
    void percentilesOfDuckDbAreThoseOfTheCatalog() throws Exception {
        String query =
                "SELECT exporter, percentile_nearest(CAST(packets AS DOUBLE), 0.95),"
                        + " percentile_linear(CAST(packets AS DOUBLE), 0.95) FROM flows"
                        + " GROUP BY exporter ORDER BY exporter";

        assertThat(warehouse.flink(query)).hasSize(5).isEqualTo(warehouse.duckDb(query));
    }

    /** Where the literals in the scripts would not find anything. */
    static final Map<String, Map<String, String>> PARAMETERS =
            Map.of(
                    "who_talked_to_host", Map.of("host", "10.0.0.99"),
                    "syn_without_ack", Map.of("attempts", "1"));

    private static final Map<String, String> EXPECTED = new TreeMap<>();

    private static String ofKey(String view, String... keys) {
        String names = String.join(", ", keys);
        return """
                SELECT KEYS, SUM(observed_octets), SUM(octets) AS estimate,
                  lower_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third),
                    SUM(octets_spread), SUM(octets_exposure)),
                  upper_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third),
                    SUM(octets_spread), SUM(octets_exposure), SUM(unestimated_flows)),
                  SUM(octets) / 10800
                FROM postings WHERE view = 'VIEW' AND CAST(window_start AS DATE) = '2026-01-31'
                GROUP BY KEYS ORDER BY estimate DESC
                """
                .replace("KEYS", names)
                .replace("VIEW", view);
    }

    static {
        EXPECTED.put(
                "top_talkers",
                """
                SELECT ip_text(src_addr), COUNT(*), SUM(packets), SUM(bytes) FROM flows
                WHERE received_at >= '2026-01-31 23:00:00Z' AND received_at < '2026-02-01 00:00:00Z'
                GROUP BY src_addr ORDER BY SUM(bytes) DESC, ip_text(src_addr) LIMIT 10
                """);
        EXPECTED.put(
                "who_talked_to_host",
                """
                WITH host AS (SELECT 10 * 16777216 + 99 AS address)
                SELECT ip_text(CASE WHEN src_addr = address THEN dst_addr ELSE src_addr END) AS peer,
                  COUNT(*) FILTER (dst_addr = address) AS there, COALESCE(SUM(bytes) FILTER (dst_addr = address), 0) AS octets,
                  COUNT(*) FILTER (src_addr = address) AS back, COALESCE(SUM(bytes) FILTER (src_addr = address), 0),
                  MIN(received_at), MAX(received_at)
                FROM flows, host WHERE address IN (src_addr, dst_addr)
                GROUP BY peer ORDER BY octets DESC, back DESC, peer LIMIT 100
                """);
        EXPECTED.put("sites", ofKey("sites", "src_site", "dst_site"));
        EXPECTED.put("links", ofKey("links", "in_link", "out_link", "direction"));
        EXPECTED.put("data_centres", ofKey("data_centres", "src_data_centre", "dst_data_centre"));
        EXPECTED.put(
                "port_scans",
                """
                SELECT source, COUNT(*), COUNT(DISTINCT dst_addr), COUNT(DISTINCT dst_port), SUM(n), MIN(lo), MAX(hi)
                FROM (
                  SELECT ip_text(src_addr) AS source, dst_addr, dst_port, COUNT(*) AS n, MIN(received_at) AS lo,
                    MAX(received_at) AS hi
                  FROM flows
                  WHERE date_trunc('hour', received_at) = '2026-01-31 23:00:00Z' AND proto = 6 AND packets < 4
                  GROUP BY ALL)
                GROUP BY source HAVING COUNT(*) >= 100 ORDER BY COUNT(*) DESC, source
                """);
        EXPECTED.put(
                "syn_without_ack",
                """
                SELECT ip_text(dst_addr), dst_port, service, SUM(attempt)::BIGINT AS attempts,
                  COUNT(DISTINCT src_addr) FILTER (attempt = 1), AVG(attempt)
                FROM (
                  SELECT f.*, (tcp_flags & 18 = 2)::INTEGER AS attempt, COALESCE(p.name, dst_port::VARCHAR) AS service
                  FROM flows f LEFT JOIN tcp_ports p ON p.port = f.dst_port
                  WHERE date_trunc('hour', received_at) = '2026-01-31 23:00:00Z' AND proto = 6)
                GROUP BY dst_addr, dst_port, service HAVING attempts > 0
                ORDER BY attempts DESC, ip_text(dst_addr), dst_port LIMIT 100
                """);
        EXPECTED.put(
                "new_exporters",
                """
                SELECT exporter, MIN(received_at), MAX(received_at), COUNT(*), SUM(bytes) FROM flows f
                WHERE NOT EXISTS (
                  SELECT 1 FROM flows o WHERE o.exporter = f.exporter AND o.received_at < '2026-02-01 00:00:00Z')
                GROUP BY exporter ORDER BY MIN(received_at), exporter
                """);
        EXPECTED.put(
                "sampling",
                """
                SELECT exporter, sampling_mode, sampling_interval, COUNT(*), SUM(packets), SUM(bytes),
                  SUM(packets) * GREATEST(sampling_interval, 1), SUM(bytes) * GREATEST(sampling_interval, 1)
                FROM flows GROUP BY exporter, sampling_mode, sampling_interval ORDER BY 1, 2, 3
                """);
        EXPECTED.put(
                "incomplete_hours",
                """
                WITH lost AS (
                  SELECT date_trunc('hour', detected_at) AS hour, exporter, COALESCE(SUM(lost_flows), 0) AS lost,
                    COUNT(*) FILTER (lost_flows IS NULL) AS unknown
                  FROM losses GROUP BY ALL),
                kept AS (SELECT date_trunc('hour', received_at) AS hour, exporter, COUNT(*) AS kept FROM flows GROUP BY ALL)
                SELECT strftime(hour, '%Y-%m-%d'), strftime(hour, '%H'), exporter, COALESCE(kept, 0), COALESCE(lost, 0),
                  COALESCE(unknown, 0), kept::DOUBLE / (kept + COALESCE(lost, 0))
                FROM kept FULL JOIN lost USING (hour, exporter)
                WHERE unknown > 0 OR kept IS NULL OR lost > 0.001 * (kept + lost) ORDER BY hour, exporter
                """);
        EXPECTED.put(
                "percentile95",
                """
                WITH rates AS (
                  SELECT exporter, in_if, MAX(in_if_name) AS name, SUM(observed_octets) * 8 / 300.0 AS observed,
                    SUM(octets) * 8 / 300 AS estimated
                  FROM postings WHERE view = 'interfaces' AND other = 0
                  GROUP BY exporter, in_if, time_bucket(INTERVAL 5 MINUTE, window_start)),
                ranked AS (
                  SELECT *, row_number() OVER (PARTITION BY exporter, in_if ORDER BY observed) AS o,
                    row_number() OVER (PARTITION BY exporter, in_if ORDER BY estimated) AS e,
                    COUNT(*) OVER (PARTITION BY exporter, in_if) AS n
                  FROM rates)
                SELECT exporter, in_if, MAX(name), MAX(n), MIN(observed) FILTER (o * 100 >= 95 * n),
                  MIN(estimated) FILTER (e * 100 >= 95 * n) AS bits, MAX(estimated)
                FROM ranked GROUP BY exporter, in_if ORDER BY bits DESC, exporter, in_if LIMIT 100
                """);
        EXPECTED.put(
                "long_flows",
                """
                SELECT exporter, ip_text(src_addr) AS s, src_port, ip_text(dst_addr) AS d, dst_port, proto_name(proto),
                  flow_start, flow_end, epoch(flow_end) - epoch(flow_start) AS seconds, packets, bytes
                FROM flows
                WHERE flow_start < '2026-02-01 00:30:00Z' AND flow_end > '2026-01-31 23:30:00Z'
                  AND flow_end - flow_start >= INTERVAL 10 MINUTE
                ORDER BY epoch_ms(flow_end) - epoch_ms(flow_start) DESC, flow_start, s, src_port, d, dst_port, exporter, bytes
                LIMIT 100
                """);
        EXPECTED.put(
                "compare_days",
                """
                WITH day AS (
                  SELECT CAST(received_at AS DATE) AS d, proto, LEAST(src_port, dst_port) AS port, SUM(bytes) AS octets
                  FROM flows GROUP BY ALL),
                both_days AS (
                  SELECT proto, port, COALESCE(a.octets, 0) AS octets, COALESCE(b.octets, 0) AS other
                  FROM (FROM day WHERE d = '2026-01-31') a FULL JOIN (FROM day WHERE d = '2026-02-01') b USING (proto, port))
                SELECT proto_name(b.proto), b.port, p.name, octets, other, other - octets,
                  CASE WHEN octets > 0 THEN other::DOUBLE / octets END
                FROM both_days b LEFT JOIN registered p ON p.proto = b.proto AND p.port = b.port
                ORDER BY abs(other - octets) DESC, b.proto, b.port LIMIT 30
                """);
    }
}
