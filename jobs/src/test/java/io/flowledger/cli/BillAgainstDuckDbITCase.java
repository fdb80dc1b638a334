package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.archive.schema.PostingColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bill of a month drawn at random is what DuckDB makes of the same files. */
class BillAgainstDuckDbITCase {

    private static final String FIRST = "2026-02-01T00:00:00Z";
    private static final String ROUTER = BilledWarehouse.ROUTER;
    private static final String SWITCH = "192.0.2.2";

    @TempDir Path folder;

    private BilledWarehouse warehouse;

    @BeforeEach
    void prepare() {
        warehouse = new BilledWarehouse(folder.resolve("w"));
    }

    @Test
    void duckDbFindsTheSame() throws Exception {
        randomMonth();
        Outcome outcome = warehouse.percentile("--parallelism", "2");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            duckDbWarehouse(statement);
            ResultSet compared = statement.executeQuery(COMPARISON);
            int interfaces = 0;
            while (compared.next()) {
                String who = compared.getString("exporter") + " " + compared.getInt("interface");
                interfaces++;
                assertThat(compared.getLong("octets_found"))
                        .as(who)
                        .isEqualTo(compared.getLong("octets_expected"));
                for (String each : List.of("observed", "estimated", "lower", "upper")) {
                    double expected = compared.getDouble(each + "_expected");
                    assertThat(compared.getDouble(each + "_found"))
                            .as(who + " " + each)
                            .isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
                    assertThat(expected).as(who + " " + each).isPositive();
                }
            }
            assertThat(interfaces).isEqualTo(2 * 6);
        }
    }

    /** Two exporters of six interfaces each; every interval has rows for most of them. */
    private void randomMonth() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        Instant first = Instant.parse(FIRST);
        for (int slot = 0; slot < 8_064; slot++) {
            for (int i = random.nextInt(8); i > 0; i--) {
                Instant window = first.plusSeconds(300L * slot + 60L * random.nextInt(5));
                String exporter = random.nextBoolean() ? ROUTER : SWITCH;
                Map<PostingColumn, Object> row =
                        warehouse.interfaces(
                                window,
                                exporter,
                                1 + random.nextInt(6),
                                1 + random.nextInt(6),
                                (long) Math.exp(10 + 3 * random.nextDouble()));
                double lost = random.nextDouble();
                if (lost < 0.3) {
                    double observed = (Double) row.get(PostingColumn.OCTETS);
                    double variance = Math.pow(observed * lost, 2);
                    row.put(PostingColumn.OCTETS, observed * (1 + lost));
                    row.put(PostingColumn.OCTETS_VARIANCE, variance);
                    row.put(PostingColumn.OCTETS_THIRD, Math.pow(variance, 1.5) * lost);
                    row.put(PostingColumn.OCTETS_SPREAD, variance * variance / 40);
                    row.put(PostingColumn.OCTETS_EXPOSURE, variance * lost);
                }
                if (random.nextInt(50) == 0) {
                    warehouse.write();
                }
            }
        }
        warehouse.listeningBeforeAndAfter();
    }

    private static final String COMPARISON =
            """
            WITH sums AS (
              SELECT exporter, in_if AS interface,
                (epoch_ms(window_start) - epoch_ms(TIMESTAMPTZ '2026-02-01T00:00:00Z')) // 300000 AS slot,
                SUM(observed_octets)::BIGINT AS observed, SUM(octets) AS estimated,
                lower_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third),
                  SUM(octets_spread), SUM(octets_exposure)) AS lower,
                upper_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third),
                  SUM(octets_spread), SUM(octets_exposure), SUM(unestimated_flows)) AS upper
              FROM postings WHERE view = 'interfaces' AND dt BETWEEN '2026-02-01' AND '2026-02-28' GROUP BY ALL
            ), slots AS (
              SELECT exporter, interface, slot FROM (SELECT DISTINCT exporter, interface FROM sums), range(28 * 288) AS r(slot)
            ), filled AS (
              SELECT exporter, interface, COALESCE(observed, 0) AS observed, COALESCE(estimated, 0.0) AS estimated,
                COALESCE(lower, 0.0) AS lower, COALESCE(upper, 0.0) AS upper
              FROM slots LEFT JOIN sums USING (exporter, interface, slot)
            ), expected AS (
              SELECT exporter, interface, SUM(observed)::BIGINT AS octets,
                list_sort(list(observed::DOUBLE))[ceil(0.95 * 28 * 288)::INTEGER] * 8 / 300 AS observed,
                list_sort(list(estimated))[ceil(0.95 * 28 * 288)::INTEGER] * 8 / 300 AS estimated,
                list_sort(list(lower))[ceil(0.95 * 28 * 288)::INTEGER] * 8 / 300 AS lower,
                list_sort(list(upper))[ceil(0.95 * 28 * 288)::INTEGER] * 8 / 300 AS upper
              FROM filled GROUP BY ALL
            )
            SELECT e.exporter, e.interface, e.octets AS octets_expected, b.in_observed_octets AS octets_found,
              e.observed AS observed_expected, b.in_observed_bits_per_second AS observed_found,
              e.estimated AS estimated_expected, b.in_bits_per_second AS estimated_found,
              e.lower AS lower_expected, b.in_lower_bits_per_second AS lower_found,
              e.upper AS upper_expected, b.in_upper_bits_per_second AS upper_found
            FROM expected e LEFT JOIN bills b ON b.exporter = e.exporter AND b.interface = e.interface
            WHERE b.bill = 'interface' AND b.month = '2026-02' OR b.bill IS NULL
            """;

    /** By the script that is shipped, as far as tables are there. */
    private void duckDbWarehouse(Statement statement) throws Exception {
        statement.execute("SET VARIABLE warehouse = '" + warehouse.folder() + "'");
        String script;
        try (var in = io.flowledger.sql.Ledger.class.getResourceAsStream("duckdb.sql")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (var part : io.flowledger.sql.text.Statement.of(script, 1)) {
            boolean isWanted =
                    part.text().contains("MACRO")
                            || part.text().contains("VIEW postings ")
                            || part.text().contains("VIEW bills ");
            if (isWanted) {
                statement.execute(part.text());
            }
        }
    }
}
