package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.jobs.rollup.Rollups;
import io.flowledger.sql.Ledger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rollups of a warehouse that has all that is hard to account, around the end of a month. */
class RollupCommandITCase {

    private static final LocalDate BEFORE_MIDNIGHT = LocalDate.parse("2026-01-31");
    private static final LocalDate AFTER_MIDNIGHT = LocalDate.parse("2026-02-01");

    private static final double ROUNDING = 1e-9;

    private static final String VIEWS =
            """
            enrichment: {prefixes: prefixes.csv, interfaces: interfaces.csv}
            exporters: {192.0.2.4: ovs}
            views:
              - exporters
              - interfaces
              - protocols
              - applications
              - as_pairs
              - sites
              - top_sources
              - {name: customers, keys: [src_customer, dst_network/prefixes, tcp_class], except: {protocol: [1]}}
              - {name: five_minutes, keys: [exporter, dscp], window: 5m}
              - {name: capped, keys: [src_addr, protocol], max-keys: 12}
              - {name: of_one, keys: [out_if], only: {exporter: [192.0.2.2]}, window: 6h}
            """;

    /** Imported once, and rolled up once; tests work on copies. */
    @TempDir static Path shared;

    private static Path imported;
    private static Path rolledUp;

    @TempDir Path folder;

    private Path warehouse;

    private record Outcome(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }

        /** What is said of the step of the first day. */
        JsonNode rollup() throws IOException {
            return json().get("days").get(0).get("rollup");
        }
    }

    @BeforeAll
    static void importTheCapture() throws Exception {
        Path capture = AccountedCapture.write(shared.resolve("exports.pcap"));
        Path views = Files.writeString(shared.resolve("views.yaml"), VIEWS);
        Files.writeString(
                shared.resolve("prefixes.csv"),
                """
                prefix,site,customer
                10.1.0.0/16,Berlin,
                10.1.0.0/26,Hamburg,Acme
                10.1.1.0/24,,Widgets
                """);
        Files.writeString(
                shared.resolve("interfaces.csv"),
                """
                exporter,if_index,name,link,direction
                192.0.2.1,1,Te0/1,transit,external
                192.0.2.1,2,Te0/2,core,internal
                192.0.2.2,1,Te0/1,transit,external
                """);
        imported = shared.resolve("imported");
        Outcome outcome =
                run(
                        "import",
                        capture.toString(),
                        "--warehouse",
                        imported.toString(),
                        "--accounting",
                        views.toString(),
                        "--format",
                        "json");
        assertThat(outcome.exitCode).as(outcome.err).isZero();
        giveLossesManyCauses(imported);
        rolledUp = shared.resolve("rolledUp");
        copy(imported, rolledUp);
        outcome = rollupDays(rolledUp);
        assertThat(outcome.exitCode).as(outcome.err + outcome.out).isZero();
    }

    /** An import knows one cause only. */
    private static void giveLossesManyCauses(Path warehouse) throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            for (Path file : RollupExpectations.parquet(warehouse.resolve("losses"))) {
                Path other = file.resolveSibling("causes-" + file.getFileName());
                duckDb.execute(
                        """
                        COPY (SELECT * REPLACE ([NULL, 'collector_down', 'socket_overflow', 'spool_overflow',
                          'refused', 'upstream', 'mixed'][(hash(detected_at, first_sequence) %% 7)::INTEGER + 1]
                          AS cause) FROM read_parquet('%s', hive_partitioning = false)) TO '%s' (FORMAT parquet)
                        """
                                .formatted(file, other));
                Files.delete(file);
            }
        }
    }

    @BeforeEach
    void useOwnWarehouse() throws IOException {
        warehouse = folder.resolve("w");
        copy(rolledUp, warehouse);
    }

    // ---- what is in them -----------------------------------------------------------------------

    @Test
    void hoursAndDaysAreWhatDuckDbMakesOfThePostings() throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertSame(duckDb, "rollups_hourly", "expected_hourly");
            assertSame(duckDb, "rollups_daily", "expected_daily");
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

    private static void assertSame(RollupExpectations duckDb, String actual, String expected)
            throws Exception {
        List<String> columns = new ArrayList<>();
        duckDb.rows("DESCRIBE " + expected).forEach(row -> columns.add((String) row.get(0)));
        String select = "SELECT \"" + String.join("\", \"", columns) + "\" FROM ";
        String order = " ORDER BY view, period_start, " + RollupExpectations.KEYS;
        List<List<Object>> is = duckDb.rows(select + actual + order);
        List<List<Object>> should = duckDb.rows(select + expected + order);
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
        shiftPostings("2026-01-31", "2026-01-30", "INTERVAL 1 DAY");
        assertThat(rollup("--date", "2026-01-30").exitCode).isZero();
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

    private void shiftPostings(String from, String to, String by) throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            for (Path file : RollupExpectations.parquet(warehouse.resolve("postings"))) {
                if (file.getParent().endsWith("dt=" + from)) {
                    Path day = Files.createDirectories(file.getParent().resolveSibling("dt=" + to));
                    duckDb.execute(
                            """
                            COPY (SELECT * REPLACE (window_start - %s AS window_start) FROM
                              read_parquet('%s', hive_partitioning = false)) TO '%s' (FORMAT parquet)
                            """
                                    .formatted(by, file, day.resolve(file.getFileName())));
                }
            }
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

    // ---- again ---------------------------------------------------------------------------------

    @Test
    void aSecondRunLeavesEveryFileAsItIs() throws Exception {
        Map<Path, String> before = files();
        Outcome outcome = rollupDays(warehouse);
        assertThat(outcome.exitCode).isZero();
        assertThat(outcome.rollup().get("outcome").asText()).isEqualTo("unchanged");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void runsWithOtherTasksHaveTheSameContentToTheLastBit() throws Exception {
        Path other = folder.resolve("other");
        copy(imported, other);
        Outcome outcome =
                run(
                        "rollup",
                        "--warehouse",
                        other.toString(),
                        "--from",
                        "2026-01-31",
                        "--to",
                        "2026-02-01",
                        "--parallelism",
                        "3");
        assertThat(outcome.exitCode).as(outcome.out).isZero();
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertSameContent(duckDb, other);
        }
    }

    private void assertSameContent(RollupExpectations duckDb, Path other) throws Exception {
        for (String table : List.of("hourly", "daily", "monthly")) {
            String is = "read_parquet('%s/rollups/%s/*/*/*.parquet')".formatted(warehouse, table);
            String should = "read_parquet('%s/rollups/%s/*/*/*.parquet')".formatted(other, table);
            String except =
                    "SELECT COUNT(*) FROM ((FROM %s EXCEPT ALL FROM %s) UNION ALL (FROM %s EXCEPT"
                            + " ALL FROM %s))";
            assertThat(duckDb.count(except.formatted(is, should, should, is))).as(table).isZero();
        }
    }

    @Test
    void latePostingsChangeWhatTheyMustAndTheDifferenceIsTold() throws Exception {
        Path late = folder.resolve("late");
        copy(imported, late);
        // what is received after midnight comes later, for both days
        List<Path> kept = new ArrayList<>();
        try (RollupExpectations duckDb = new RollupExpectations(late)) {
            for (Path file : RollupExpectations.parquet(late.resolve("postings/view=protocols"))) {
                for (String part : List.of("<", ">=")) {
                    Path split =
                            file.resolveSibling(
                                    (part.equals("<") ? "early-" : "late-") + file.getFileName());
                    duckDb.execute(
                            """
                            COPY (FROM read_parquet('%s', hive_partitioning = false) WHERE received_minute
                              %s TIMESTAMPTZ '2026-02-01 00:05:00+00') TO '%s' (FORMAT parquet)
                            """
                                    .formatted(file, part, split));
                    if (part.equals(">=")) {
                        Path aside = folder.resolve(kept.size() + ".aside");
                        Files.move(split, aside);
                        kept.add(split);
                    }
                }
                Files.delete(file);
            }
        }
        assertThat(rollupDays(late).exitCode).isZero();
        List<Path> others = RollupExpectations.parquet(late.resolve("rollups/daily/view=sites"));
        assertThat(Rollups.isCurrent(flinkPath(late), AFTER_MIDNIGHT)).isTrue();
        for (int i = 0; i < kept.size(); i++) {
            Files.move(folder.resolve(i + ".aside"), kept.get(i));
        }
        assertThat(Rollups.isCurrent(flinkPath(late), AFTER_MIDNIGHT)).isFalse();

        Outcome outcome =
                run(
                        "rollup",
                        "--warehouse",
                        late.toString(),
                        "--date",
                        "2026-02-01",
                        "--format",
                        "json");

        assertThat(outcome.exitCode).as(outcome.err).isZero();
        JsonNode day = outcome.rollup().get("views").get("protocols").get("day");
        assertThat(outcome.rollup().get("outcome").asText()).isEqualTo("done");
        assertThat(outcome.rollup().get("views")).hasSize(1);
        assertThat(outcome.rollup().get("text").asText()).contains(" changed").contains(" -> ");
        assertThat(day.get("changed").asLong()).isPositive();
        assertThat(day.get("octets").asLong()).isGreaterThan(day.get("octetsBefore").asLong());
        assertThat(outcome.rollup().get("month").get("views").get("protocols").get("changed"))
                .isNotNull();
        assertThat(rollupDays(late).exitCode).isZero();
        assertThat(Rollups.isCurrent(flinkPath(late), AFTER_MIDNIGHT)).isTrue();
        assertThat(RollupExpectations.parquet(late.resolve("rollups/daily/view=sites")))
                .isEqualTo(others);
        try (RollupExpectations duckDb = new RollupExpectations(late)) {
            assertSameContent(duckDb, late);
            assertSame(duckDb, "rollups_daily", "expected_daily");
        }
    }

    @Test
    void otherFilesWithTheSameRowsChangeNothing() throws Exception {
        List<Path> before = RollupExpectations.parquet(warehouse.resolve("rollups"));
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            for (Path file : RollupExpectations.parquet(warehouse.resolve("postings"))) {
                duckDb.execute(
                        """
                        COPY (FROM read_parquet('%s', hive_partitioning = false) ORDER BY observed_octets)
                        TO '%s' (FORMAT parquet, CODEC 'zstd')
                        """
                                .formatted(
                                        file, file.resolveSibling("again-" + file.getFileName())));
                Files.delete(file);
            }
        }
        assertThat(Rollups.isCurrent(flinkPath(warehouse), BEFORE_MIDNIGHT)).isTrue();
        Outcome outcome = rollupDays(warehouse);
        assertThat(outcome.exitCode).isZero();
        assertThat(outcome.rollup().get("outcome").asText()).isEqualTo("unchanged");
        assertThat(outcome.rollup().get("text").asText()).contains("the same as before");
        assertThat(RollupExpectations.parquet(warehouse.resolve("rollups"))).isEqualTo(before);
    }

    @Test
    void lossesWhoseCauseComesLaterAreReadAgain() throws Exception {
        Path losses = RollupExpectations.parquet(warehouse.resolve("losses/dt=2026-01-31")).get(0);
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            duckDb.execute(
                    """
                    COPY (SELECT * REPLACE ('truncated' AS cause) FROM read_parquet('%s', hive_partitioning = false))
                    TO '%s' (FORMAT parquet)
                    """
                            .formatted(losses, losses.resolveSibling("other.parquet")));
        }
        Files.delete(losses);
        assertThat(Rollups.isCurrent(flinkPath(warehouse), BEFORE_MIDNIGHT)).isFalse();
        assertThat(rollupDays(warehouse).exitCode).isZero();
        assertThat(Rollups.isCurrent(flinkPath(warehouse), BEFORE_MIDNIGHT)).isTrue();
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertSame(duckDb, "rollups_daily", "expected_daily");
        }
    }

    @Test
    void rollupsThatWereDeletedAreMadeAgain() throws Exception {
        for (Path file :
                RollupExpectations.parquet(warehouse.resolve("rollups/hourly/view=sites"))) {
            Files.delete(file);
        }
        for (Path file :
                RollupExpectations.parquet(warehouse.resolve("rollups/monthly/view=sites"))) {
            Files.delete(file);
        }
        assertThat(rollupDays(warehouse).exitCode).isZero();
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertSameContent(duckDb, rolledUp);
        }
    }

    @Test
    void rollupsOfPostingsThatAreGoneStay() throws Exception {
        for (Path file : RollupExpectations.parquet(warehouse.resolve("postings/view=sites"))) {
            Files.delete(file);
        }
        Outcome outcome = rollupDays(warehouse);
        assertThat(outcome.exitCode).isZero();
        assertThat(outcome.rollup().get("kept")).hasSize(1);
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertSameContent(duckDb, rolledUp);
        }
    }

    // ---- days that are not as others -----------------------------------------------------------

    @Test
    void aDayWithNothingIsSaidToBeEmptyAndIsDone() throws Exception {
        assertThat(Rollups.isCurrent(flinkPath(warehouse), LocalDate.parse("2026-01-15")))
                .isFalse();
        Outcome outcome = rollup("--date", "2026-01-15");
        assertThat(outcome.exitCode).isZero();
        assertThat(outcome.rollup().get("outcome").asText()).isEqualTo("empty");
        assertThat(Rollups.isCurrent(flinkPath(warehouse), LocalDate.parse("2026-01-15"))).isTrue();
    }

    @Test
    void flowsWithoutPostingsArePointedOut() throws Exception {
        Path flows = Files.createDirectories(warehouse.resolve("flows/dt=2026-01-15/hr=03"));
        Files.copy(
                RollupExpectations.parquet(warehouse.resolve("flows")).get(0),
                flows.resolve("flows-1.parquet"));
        assertThat(rollup("--date", "2026-01-15").rollup().get("text").asText())
                .contains("flowledger account --from 2026-01-15 --to 2026-01-16");
    }

    @Test
    void aDayOfWhichACollectHoldsMinutesIsOpenUntilItDoesNot() throws Exception {
        Path state =
                Files.createDirectories(
                        warehouse.resolve(".flowledger/checkpoints/here-1/job/chk-3"));
        Files.writeString(state.resolve("_metadata"), "");
        Outcome outcome = rollup("--date", "2026-02-01");
        assertThat(outcome.rollup().get("outcome").asText()).isEqualTo("open");
        assertThat(outcome.rollup().get("openFrom").asText()).startsWith("2026-01-31T22:1");
        assertThat(Rollups.isCurrent(flinkPath(warehouse), AFTER_MIDNIGHT)).isFalse();
        Files.delete(state.resolve("_metadata"));
        Files.delete(state);
        Files.delete(state.getParent());
        Files.delete(state.getParent().getParent());
        assertThat(rollup("--date", "2026-02-01").rollup().get("outcome").asText())
                .isEqualTo("unchanged");
        assertThat(Rollups.isCurrent(flinkPath(warehouse), AFTER_MIDNIGHT)).isTrue();
    }

    @Test
    void todayIsOpen() throws Exception {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        shiftPostings(
                "2026-02-01",
                today,
                "(TIMESTAMPTZ '2026-02-01 00:00:00+00' - TIMESTAMPTZ '" + today + " 00:00:00+00')");
        Outcome outcome = rollup("--date", today);
        assertThat(outcome.exitCode).isZero();
        assertThat(outcome.rollup().get("outcome").asText()).isEqualTo("open");
        assertThat(outcome.rollup().get("views")).hasSize(11);
    }

    // ---- what is asked for ---------------------------------------------------------------------

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
        Path fresh = folder.resolve("fresh");
        copy(imported, fresh);
        warehouse = fresh;
        Map<Path, String> before = files();
        Outcome outcome = rollup("--date", "2026-01-31", "--dry-run");
        assertThat(outcome.rollup().get("outcome").asText()).isEqualTo("would");
        try (RollupExpectations duckDb = new RollupExpectations(fresh)) {
            assertThat(outcome.rollup().get("views").get("interfaces").get("postings").asLong())
                    .isEqualTo(
                            duckDb.count(
                                    "SELECT COUNT(*) FROM postings WHERE view = 'interfaces' AND dt"
                                            + " = '2026-01-31'"));
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void onlyViewsThatAreAskedForAreRolledUp() throws Exception {
        Path fresh = folder.resolve("fresh");
        copy(imported, fresh);
        warehouse = fresh;
        assertThat(rollup("--date", "2026-01-31", "--view", "sites,protocols").exitCode).isZero();
        assertThat(fresh.resolve("rollups/daily").toFile().list())
                .containsExactlyInAnyOrder("view=sites", "view=protocols");
        assertThat(Rollups.isCurrent(flinkPath(fresh), BEFORE_MIDNIGHT)).isFalse();
        Outcome outcome = rollup("--date", "2026-01-31", "--view", "nobody");
        assertThat(outcome.exitCode).isNotZero();
        assertThat(outcome.err)
                .contains("--view nobody: postings of 2026-01-31 are of applications, as_pairs,");
    }

    @Test
    void aRunThatFailsLeavesEverythingAsItWas() throws Exception {
        Path damaged =
                RollupExpectations.parquet(warehouse.resolve("postings/view=sites/dt=2026-02-01"))
                        .get(0);
        Files.writeString(damaged, "PAR1 this is none PAR1");
        Outcome outcome = rollup("--date", "2026-02-01");
        assertThat(outcome.exitCode).isNotZero();
        assertThat(outcome.err).contains("archive file file:" + damaged + ": damaged");
        assertThat(warehouse.resolve(".flowledger/replacements")).isEmptyDirectory();
        try (RollupExpectations duckDb = new RollupExpectations(rolledUp)) {
            assertSameContent(duckDb, rolledUp);
        }
    }

    // ---- running -------------------------------------------------------------------------------

    private Outcome rollup(String... options) {
        List<String> args =
                new ArrayList<>(
                        List.of("rollup", "--warehouse", warehouse.toString(), "--format", "json"));
        args.addAll(Arrays.asList(options));
        return run(args.toArray(String[]::new));
    }

    private static Outcome rollupDays(Path warehouse) {
        return run(
                "rollup",
                "--warehouse",
                warehouse.toString(),
                "--from",
                "2026-01-31",
                "--to",
                "2026-02-01",
                "--format",
                "json");
    }

    private static Outcome run(String... args) {
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            CommandLine command = Flowledger.commandLine().setErr(new PrintWriter(err, true));
            int exitCode = command.execute(args);
            return new Outcome(
                    exitCode,
                    out.toString(StandardCharsets.UTF_8),
                    err + told.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }

    private static org.apache.flink.core.fs.Path flinkPath(Path path) {
        return new org.apache.flink.core.fs.Path(path.toString());
    }

    /** All files of the warehouse with when they were written. */
    private Map<Path, String> files() throws IOException {
        Map<Path, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(warehouse)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return all;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }
}
