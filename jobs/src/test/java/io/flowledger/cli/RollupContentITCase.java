package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.sql.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What rollups have of a warehouse with all that is hard to account: what DuckDB makes of the
 * postings.
 */
class RollupContentITCase {

    /** Imported once, and rolled up once; tests work on copies. */
    @TempDir static Path shared;

    private static Path rolledUp;

    @TempDir Path folder;

    private Path warehouse;

    @BeforeAll
    static void importAndRollUp() throws Exception {
        rolledUp = RolledUpWarehouse.of(RolledUpWarehouse.imported(shared), shared);
    }

    @BeforeEach
    void useOwnWarehouse() throws IOException {
        warehouse = folder.resolve("w");
        Folders.copy(rolledUp, warehouse);
    }

    @Test
    void hoursAndDaysAreWhatDuckDbMakesOfThePostings() throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            duckDb.assertSame("rollups_hourly", "expected_hourly");
            duckDb.assertSame("rollups_daily", "expected_daily");
            assertThat(duckDb.count("SELECT COUNT(DISTINCT view) FROM rollups_daily"))
                    .isEqualTo(11);
            for (String cause : RollupExpectations.CAUSES) {
                if (!cause.equals("truncated")) {
                    assertThat(
                                    duckDb.count(
                                            "SELECT COUNT(*) FROM rollups_daily WHERE lost_"
                                                    + cause
                                                    + " > 0"))
                            .as(cause)
                            .isPositive();
                }
            }
        }
    }

    @Test
    void whatWasTakenBackIsNotUnestimated() throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertThat(duckDb.count("SELECT COUNT(*) FROM postings WHERE stratum_lost_flows < 0"))
                    .isPositive();
            assertThat(duckDb.count("SELECT COUNT(*) FROM postings WHERE unestimated_flows < 0"))
                    .isZero();
            assertThat(
                            duckDb.count(
                                    "SELECT COUNT(*) FROM rollups_daily WHERE lost_flows <> 0 AND"
                                            + " octets_upper IS NOT NULL"))
                    .isGreaterThan(100);
        }
    }

    @Test
    void lostFlowsOfAnExporterAddUpToThoseOfTheLedger() throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            // where flows are numbered, all minutes had evidence, and no minute stayed open
            String exporter = "'192.0.2.1'";
            assertThat(
                            duckDb.count(
                                    "SELECT SUM(unestimated_flows) FROM rollups_daily WHERE view ="
                                            + " 'exporters' AND exporter = "
                                            + exporter))
                    .isZero();
            // cause by cause it need not be: what was lost and taken back in one minute is no loss
            double lost =
                    duckDb.number(
                            "SELECT SUM(lost_flows) FROM rollups_daily WHERE view = 'exporters' AND"
                                    + " exporter = "
                                    + exporter);
            assertThat(lost)
                    .isCloseTo(
                            duckDb.number(
                                    "SELECT SUM(lost_flows) FROM losses WHERE exporter = "
                                            + exporter),
                            within(1e-6));
        }
    }

    @Test
    void monthsAreTheSumsOfTheirDays() throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertThat(duckDb.rows("SELECT DISTINCT month FROM rollups_monthly ORDER BY 1"))
                    .containsExactly(List.of("2026-01"), List.of("2026-02"));
            StringBuilder sums = new StringBuilder();
            for (String column :
                    List.of(
                            "postings",
                            "observed_flows",
                            "observed_octets",
                            "octets",
                            "octets_variance",
                            "lost_upstream",
                            "unestimated_flows")) {
                sums.append(", SUM(").append(column).append(")::DOUBLE");
            }
            String keys = "view, " + RollupExpectations.KEYS;
            String group = " GROUP BY ALL ORDER BY ALL";
            List<List<Object>> months =
                    duckDb.rows("SELECT month, " + keys + sums + " FROM rollups_monthly" + group);
            List<List<Object>> days =
                    duckDb.rows("SELECT dt[:7], " + keys + sums + " FROM rollups_daily" + group);
            assertThat(months).isEqualTo(days);
            assertThat(
                            duckDb.rows(
                                    "SELECT DISTINCT period_start::TIMESTAMP::VARCHAR,"
                                            + " period_seconds FROM rollups_monthly ORDER BY 1"))
                    .containsExactly(
                            List.of("2026-01-01 00:00:00", 31 * 86_400),
                            List.of("2026-02-01 00:00:00", 28 * 86_400));
        }
    }

    @Test
    void aMonthOfTwoDaysHasBothAndIntervalsOfTheirSums() throws Exception {
        // the same postings once more, as those of the day before
        RolledUpWarehouse.shiftPostings(warehouse, "2026-01-31", "2026-01-30", "INTERVAL 1 DAY");
        assertThat(RolledUpWarehouse.rollUp(warehouse, "--date", "2026-01-30").exitCode()).isZero();
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertThat(
                            duckDb.rows(
                                    """
                                    SELECT view, SUM(m.octets)::DECIMAL(38, 3) FROM rollups_monthly m
                                    WHERE month = '2026-01' GROUP BY ALL ORDER BY ALL
                                    """))
                    .isEqualTo(
                            duckDb.rows(
                                    """
                                    SELECT view, (2 * SUM(d.octets))::DECIMAL(38, 3) FROM rollups_daily d
                                    WHERE dt = '2026-01-31' GROUP BY ALL ORDER BY ALL
                                    """));
            assertThat(
                            duckDb.count(
                                    """
                                    SELECT COUNT(*) FROM rollups_monthly m WHERE month = '2026-01' AND (
                                      abs(octets_lower - lower_bound(observed_octets, octets, octets_variance,
                                        octets_third, octets_spread, octets_exposure)) > 1e-9 * octets
                                      OR abs(octets_upper - upper_bound(observed_octets, octets, octets_variance,
                                        octets_third, octets_spread, octets_exposure, unestimated_flows)) > 1e-9 * octets)
                                    """))
                    .isZero();
        }
    }

    @Test
    void aWindowLongerThanAnHourIsInTheHourItBeginsInAndSaysSo() throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertThat(
                            duckDb.rows(
                                    "SELECT DISTINCT period_start::TIMESTAMP::VARCHAR,"
                                            + " period_seconds FROM rollups_hourly WHERE view ="
                                            + " 'of_one' ORDER BY 1"))
                    .containsExactly(
                            List.of("2026-01-31 18:00:00", 6 * 3_600),
                            List.of("2026-02-01 00:00:00", 6 * 3_600));
        }
    }

    @Test
    void flinkReadsThemAsTablesAndLooksIntoWantedFoldersOnly() throws Exception {
        TableEnvironment tables = Ledger.open(warehouse.toString());
        String query =
                "SELECT COUNT(*), SUM(observed_octets) FROM rollups_daily WHERE `view` = 'sites' AND"
                        + " dt = '2026-02-01'";
        assertThat(tables.explainSql(query)).contains("dt=2026-02-01").doesNotContain("dt=2026-01");
        String month =
                "SELECT COUNT(*), SUM(observed_octets) FROM rollups_monthly WHERE `view` = 'sites'"
                        + " AND period_start >= TIMESTAMP '2026-02-01 00:00:00'";
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            List<Object> expected =
                    duckDb.rows(
                                    "SELECT COUNT(*), SUM(observed_octets)::BIGINT FROM rollups_daily"
                                            + " WHERE view = 'sites' AND dt = '2026-02-01'")
                            .get(0);
            assertThat(only(tables, query)).isEqualTo(expected);
            assertThat(only(tables, month)).isEqualTo(expected);
        }
        assertThat(count(tables, "SHOW PARTITIONS rollups_monthly PARTITION (`month` = '2026-02')"))
                .isEqualTo(11);
    }

    private static List<Object> only(TableEnvironment tables, String query) throws Exception {
        try (CloseableIterator<Row> rows = tables.executeSql(query).collect()) {
            Row row = rows.next();
            assertThat(rows.hasNext()).isFalse();
            return List.of(row.getField(0), row.getField(1));
        }
    }

    private static int count(TableEnvironment tables, String statement) throws Exception {
        int count = 0;
        try (CloseableIterator<Row> rows = tables.executeSql(statement).collect()) {
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
        }
        return count;
    }
}
