package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.sql.Ledger;
import io.flowledger.sql.text.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What DuckDB makes of the same Parquet files, with the script that is shipped for it: tables,
 * {@code lower_bound}, {@code upper_bound}; and rollups by SQL of its own, {@code expected_hourly}
 * and {@code expected_daily}.
 */
final class RollupExpectations implements AutoCloseable {

    static final String KEYS =
            "exporter, engine, in_if, out_if, in_link, out_link, direction, src_as, dst_as,"
                    + " src_network, dst_network, src_site, dst_site, src_data_centre,"
                    + " dst_data_centre, src_customer, dst_customer, src_zone, dst_zone, application,"
                    + " protocol, dscp, tcp_class, src_addr, dst_addr, src_port, dst_port, other";

    static final List<String> CAUSES =
            List.of(
                    "collector_down",
                    "socket_overflow",
                    "spool_overflow",
                    "truncated",
                    "refused",
                    "upstream",
                    "mixed",
                    "unknown");

    private static final double ROUNDING = 1e-9;

    private static final String SESSION =
            "session_exporter, session_port, session_engine_type, session_engine_id";

    private final Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");

    RollupExpectations(Path warehouse) throws Exception {
        execute("SET VARIABLE warehouse = '" + warehouse + "'");
        boolean rolledUp = Files.exists(warehouse.resolve("rollups/monthly"));
        for (Statement part : Statement.of(script(), 1)) {
            // DuckDB wants files; nothing is billed here
            boolean billed = part.text().contains("VIEW bills ");
            if (!billed && (rolledUp || !part.text().contains("VIEW rollups_"))) {
                execute(part.text());
            }
        }
        execute(
                "CREATE TABLE parts AS "
                        + parts()); // made once: all views of postings look into it
        execute("CREATE VIEW with_parts AS " + withParts());
        execute("CREATE TABLE expected_hourly AS " + rollup("date_trunc('hour', window_start)"));
        execute("CREATE TABLE expected_daily AS " + rollup("date_trunc('day', window_start)"));
    }

    /** Minutes of receipt that have postings take the entries since the one before. */
    private static String parts() {
        return """
                WITH strata AS (SELECT DISTINCT %s, received_minute FROM postings),
                entries AS (
                  SELECT exporter, exporter_port, engine_type, engine_id,
                    date_trunc('minute', detected_at) AS minute, COALESCE(cause, 'unknown') AS cause,
                    SUM(COALESCE(lost_flows, lost_datagrams)) AS units
                  FROM losses WHERE COALESCE(lost_flows, lost_datagrams) IS NOT NULL GROUP BY ALL),
                assigned AS (
                  SELECT s.*, e.cause, SUM(e.units) AS units
                  FROM entries e JOIN strata s ON s.session_exporter = e.exporter
                    AND s.session_port IS NOT DISTINCT FROM e.exporter_port
                    AND s.session_engine_type = e.engine_type AND s.session_engine_id = e.engine_id
                    AND s.received_minute = (
                      SELECT MIN(n.received_minute) FROM strata n WHERE n.session_exporter = e.exporter
                        AND n.session_port IS NOT DISTINCT FROM e.exporter_port
                        AND n.session_engine_type = e.engine_type AND n.session_engine_id = e.engine_id
                        AND n.received_minute >= e.minute)
                  GROUP BY ALL)
                SELECT *, units / NULLIF(SUM(units) OVER (PARTITION BY %s, received_minute), 0) AS part
                FROM assigned
                """
                .formatted(SESSION, SESSION);
    }

    private static String withParts() {
        StringBuilder sql = new StringBuilder("SELECT p.*");
        for (String cause : CAUSES) {
            sql.append(
                    """
                    , CASE WHEN p.stratum_lost_flows = 0 THEN 0.0 ELSE (p.flows - p.observed_flows) * COALESCE((
                        SELECT part FROM parts WHERE cause = '%s' AND parts.session_exporter = p.session_exporter
                          AND parts.session_port IS NOT DISTINCT FROM p.session_port
                          AND parts.session_engine_type = p.session_engine_type
                          AND parts.session_engine_id = p.session_engine_id
                          AND parts.received_minute = p.received_minute), 0) END::DOUBLE AS lost_%s
                    """
                            .formatted(cause, cause));
        }
        return sql + " FROM postings p";
    }

    private static String rollup(String period) {
        StringBuilder sql =
                new StringBuilder("SELECT view, " + period + " AS period_start, " + KEYS);
        sql.append(", COUNT(*) AS postings, MIN(imputed) AS imputed, BIT_OR(flags) AS flags");
        sql.append(", MAX(in_if_name) AS in_if_name, MAX(out_if_name) AS out_if_name");
        sql.append(", MAX(src_as_name) AS src_as_name, MAX(dst_as_name) AS dst_as_name");
        sql.append(", MIN(received_minute) AS first_received");
        sql.append(", MAX(received_minute) AS last_received");
        sql.append(", SUM(unestimated_flows)::BIGINT AS unestimated_flows");
        for (String measure : List.of("flows", "packets", "octets")) {
            sql.append(
                    """
                    , SUM(observed_$m)::BIGINT AS observed_$m, fsum(p.$m) AS $m,
                    fsum($m_variance) AS $m_variance, fsum($m_third) AS $m_third,
                    fsum($m_spread) AS $m_spread, fsum($m_exposure) AS $m_exposure,
                    lower_bound(SUM(observed_$m), fsum(p.$m), fsum($m_variance), fsum($m_third),
                      fsum($m_spread), fsum($m_exposure)) AS $m_lower,
                    upper_bound(SUM(observed_$m), fsum(p.$m), fsum($m_variance), fsum($m_third),
                      fsum($m_spread), fsum($m_exposure), SUM(unestimated_flows)) AS $m_upper
                    """
                            .replace("$m", measure));
        }
        for (String cause : CAUSES) {
            sql.append(", fsum(lost_").append(cause).append(") AS lost_").append(cause);
        }
        sql.append(
                ", SUM(CASE WHEN stratum_lost_flows = 0 THEN 0 ELSE p.flows - observed_flows END)"
                        + " AS lost_flows");
        sql.append(
                ", CASE WHEN SUM(p.flows) > 0 AND SUM(unestimated_flows) = 0 THEN"
                        + " least(1.0, SUM(observed_flows) / SUM(p.flows)) END AS coverage");
        return sql + " FROM with_parts p GROUP BY ALL";
    }

    void execute(String sql) throws SQLException {
        try (java.sql.Statement statement = duckDb.createStatement()) {
            statement.execute(sql);
        }
    }

    List<List<Object>> rows(String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (java.sql.Statement statement = duckDb.createStatement();
                ResultSet answers = statement.executeQuery(sql)) {
            int columns = answers.getMetaData().getColumnCount();
            while (answers.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(answers.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    long count(String sql) throws SQLException {
        return ((Number) rows(sql).get(0).get(0)).longValue();
    }

    double number(String sql) throws SQLException {
        return ((Number) rows(sql).get(0).get(0)).doubleValue();
    }

    private static String script() throws IOException {
        try (InputStream in = Ledger.class.getResourceAsStream("/io/flowledger/sql/duckdb.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }

    /** Keys, sums, and lost flows by cause; doubles as far as rounding goes. */
    void assertSame(String actual, String expected) throws Exception {
        List<String> columns = new ArrayList<>();
        rows("DESCRIBE " + expected).forEach(row -> columns.add((String) row.get(0)));
        String select = "SELECT \"" + String.join("\", \"", columns) + "\" FROM ";
        String order = " ORDER BY view, period_start, " + KEYS;
        List<List<Object>> is = rows(select + actual + order);
        List<List<Object>> should = rows(select + expected + order);
        assertThat(is).as(actual).hasSameSizeAs(should).hasSizeGreaterThan(500);
        for (int row = 0; row < is.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                Object one = is.get(row).get(column);
                Object other = should.get(row).get(column);
                String what = actual + "." + columns.get(column) + " of " + should.get(row);
                if (one instanceof Double value && other instanceof Double wanted) {
                    double scale =
                            columns.get(column).startsWith("lost") || wanted == 0
                                    ? 1
                                    : Math.abs(wanted);
                    assertThat(value).as(what).isCloseTo(wanted, within(ROUNDING * scale));
                } else {
                    assertThat(one).as(what).isEqualTo(other);
                }
            }
        }
    }
}
