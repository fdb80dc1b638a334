package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.jobs.rollup.Rollups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the rollup command does with days, again and again, and with days that are not as others.
 */
class RollupCommandITCase {

    private static final LocalDate BEFORE_MIDNIGHT = LocalDate.parse("2026-01-31");
    private static final LocalDate AFTER_MIDNIGHT = LocalDate.parse("2026-02-01");

    /** Imported once, and rolled up once; tests work on copies. */
    @TempDir static Path shared;

    private static Path imported;
    private static Path rolledUp;

    @TempDir Path folder;

    private Path warehouse;

    @BeforeAll
    static void importAndRollUp() throws Exception {
        imported = RolledUpWarehouse.imported(shared);
        rolledUp = RolledUpWarehouse.of(imported, shared);
    }

    @BeforeEach
    void useOwnWarehouse() throws IOException {
        warehouse = folder.resolve("w");
        Folders.copy(rolledUp, warehouse);
    }

    // ---- again ---------------------------------------------------------------------------------

    @Test
    void aSecondRunLeavesEveryFileAsItIs() throws Exception {
        Map<Path, String> before = files();
        Outcome outcome = RolledUpWarehouse.rollUpBothDays(warehouse);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.step(0, "rollup").get("outcome").asText()).isEqualTo("unchanged");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void runsWithOtherTasksHaveTheSameContentToTheLastBit() throws Exception {
        Path other = folder.resolve("other");
        Folders.copy(imported, other);
        Outcome outcome =
                Outcome.withProgress(
                        "rollup",
                        "--warehouse",
                        other.toString(),
                        "--from",
                        "2026-01-31",
                        "--to",
                        "2026-02-01",
                        "--parallelism",
                        "3");
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
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
        Folders.copy(imported, late);
        // what is received after midnight comes later, for both days
        List<Path> kept = new ArrayList<>();
        try (RollupExpectations duckDb = new RollupExpectations(late)) {
            for (Path file : Folders.parquet(late.resolve("postings/view=protocols"))) {
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
        assertThat(RolledUpWarehouse.rollUpBothDays(late).exitCode()).isZero();
        List<Path> others = Folders.parquet(late.resolve("rollups/daily/view=sites"));
        assertThat(Rollups.isCurrent(flinkPath(late), AFTER_MIDNIGHT)).isTrue();
        for (int i = 0; i < kept.size(); i++) {
            Files.move(folder.resolve(i + ".aside"), kept.get(i));
        }
        assertThat(Rollups.isCurrent(flinkPath(late), AFTER_MIDNIGHT)).isFalse();

        Outcome outcome =
                Outcome.withProgress(
                        "rollup",
                        "--warehouse",
                        late.toString(),
                        "--date",
                        "2026-02-01",
                        "--format",
                        "json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        JsonNode day = outcome.step(0, "rollup").get("views").get("protocols").get("day");
        assertThat(outcome.step(0, "rollup").get("outcome").asText()).isEqualTo("done");
        assertThat(outcome.step(0, "rollup").get("views")).hasSize(1);
        assertThat(outcome.step(0, "rollup").get("text").asText())
                .contains(" changed")
                .contains(" -> ");
        assertThat(day.get("changed").asLong()).isPositive();
        assertThat(day.get("octets").asLong()).isGreaterThan(day.get("octetsBefore").asLong());
        assertThat(
                        outcome.step(0, "rollup")
                                .get("month")
                                .get("views")
                                .get("protocols")
                                .get("changed"))
                .isNotNull();
        assertThat(RolledUpWarehouse.rollUpBothDays(late).exitCode()).isZero();
        assertThat(Rollups.isCurrent(flinkPath(late), AFTER_MIDNIGHT)).isTrue();
        assertThat(Folders.parquet(late.resolve("rollups/daily/view=sites"))).isEqualTo(others);
        try (RollupExpectations duckDb = new RollupExpectations(late)) {
            assertSameContent(duckDb, late);
            duckDb.assertSame("rollups_daily", "expected_daily");
        }
    }

    @Test
    void otherFilesWithTheSameRowsChangeNothing() throws Exception {
        List<Path> before = Folders.parquet(warehouse.resolve("rollups"));
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            for (Path file : Folders.parquet(warehouse.resolve("postings"))) {
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
        Outcome outcome = RolledUpWarehouse.rollUpBothDays(warehouse);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.step(0, "rollup").get("outcome").asText()).isEqualTo("unchanged");
        assertThat(outcome.step(0, "rollup").get("text").asText()).contains("the same as before");
        assertThat(Folders.parquet(warehouse.resolve("rollups"))).isEqualTo(before);
    }

    @Test
    void lossesWhoseCauseComesLaterAreReadAgain() throws Exception {
        Path losses = Folders.parquet(warehouse.resolve("losses/dt=2026-01-31")).get(0);
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
        assertThat(RolledUpWarehouse.rollUpBothDays(warehouse).exitCode()).isZero();
        assertThat(Rollups.isCurrent(flinkPath(warehouse), BEFORE_MIDNIGHT)).isTrue();
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            duckDb.assertSame("rollups_daily", "expected_daily");
        }
    }

    @Test
    void rollupsThatWereDeletedAreMadeAgain() throws Exception {
        for (Path file : Folders.parquet(warehouse.resolve("rollups/hourly/view=sites"))) {
            Files.delete(file);
        }
        for (Path file : Folders.parquet(warehouse.resolve("rollups/monthly/view=sites"))) {
            Files.delete(file);
        }
        assertThat(RolledUpWarehouse.rollUpBothDays(warehouse).exitCode()).isZero();
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertSameContent(duckDb, rolledUp);
        }
    }

    @Test
    void rollupsOfPostingsThatAreGoneStay() throws Exception {
        for (Path file : Folders.parquet(warehouse.resolve("postings/view=sites"))) {
            Files.delete(file);
        }
        Outcome outcome = RolledUpWarehouse.rollUpBothDays(warehouse);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.step(0, "rollup").get("kept")).hasSize(1);
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            assertSameContent(duckDb, rolledUp);
        }
    }

    // ---- days that are not as others -----------------------------------------------------------

    @Test
    void aDayWithNothingIsSaidToBeEmptyAndIsDone() throws Exception {
        assertThat(Rollups.isCurrent(flinkPath(warehouse), LocalDate.parse("2026-01-15")))
                .isFalse();
        Outcome outcome = RolledUpWarehouse.rollUp(warehouse, "--date", "2026-01-15");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.step(0, "rollup").get("outcome").asText()).isEqualTo("empty");
        assertThat(Rollups.isCurrent(flinkPath(warehouse), LocalDate.parse("2026-01-15"))).isTrue();
    }

    @Test
    void flowsWithoutPostingsArePointedOut() throws Exception {
        Path flows = Files.createDirectories(warehouse.resolve("flows/dt=2026-01-15/hr=03"));
        Files.copy(
                Folders.parquet(warehouse.resolve("flows")).get(0),
                flows.resolve("flows-1.parquet"));
        assertThat(
                        RolledUpWarehouse.rollUp(warehouse, "--date", "2026-01-15")
                                .step(0, "rollup")
                                .get("text")
                                .asText())
                .contains("flowledger account --from 2026-01-15 --to 2026-01-16");
    }

    @Test
    void aDayOfWhichACollectHoldsMinutesIsOpenUntilItDoesNot() throws Exception {
        Path state =
                Files.createDirectories(
                        warehouse.resolve(".flowledger/checkpoints/here-1/job/chk-3"));
        Files.writeString(state.resolve("_metadata"), "");
        Outcome outcome = RolledUpWarehouse.rollUp(warehouse, "--date", "2026-02-01");
        assertThat(outcome.step(0, "rollup").get("outcome").asText()).isEqualTo("open");
        assertThat(outcome.step(0, "rollup").get("openFrom").asText())
                .startsWith("2026-01-31T22:1");
        assertThat(Rollups.isCurrent(flinkPath(warehouse), AFTER_MIDNIGHT)).isFalse();
        Files.delete(state.resolve("_metadata"));
        Files.delete(state);
        Files.delete(state.getParent());
        Files.delete(state.getParent().getParent());
        assertThat(
                        RolledUpWarehouse.rollUp(warehouse, "--date", "2026-02-01")
                                .step(0, "rollup")
                                .get("outcome")
                                .asText())
                .isEqualTo("unchanged");
        assertThat(Rollups.isCurrent(flinkPath(warehouse), AFTER_MIDNIGHT)).isTrue();
    }

    @Test
    void todayIsOpen() throws Exception {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        RolledUpWarehouse.shiftPostings(
                warehouse,
                "2026-02-01",
                today,
                "(TIMESTAMPTZ '2026-02-01 00:00:00+00' - TIMESTAMPTZ '" + today + " 00:00:00+00')");
        Outcome outcome = RolledUpWarehouse.rollUp(warehouse, "--date", today);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.step(0, "rollup").get("outcome").asText()).isEqualTo("open");
        assertThat(outcome.step(0, "rollup").get("views")).hasSize(11);
    }

    // ---- what is asked for ---------------------------------------------------------------------

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
        Path fresh = folder.resolve("fresh");
        Folders.copy(imported, fresh);
        warehouse = fresh;
        Map<Path, String> before = files();
        Outcome outcome = RolledUpWarehouse.rollUp(warehouse, "--date", "2026-01-31", "--dry-run");
        assertThat(outcome.step(0, "rollup").get("outcome").asText()).isEqualTo("would");
        try (RollupExpectations duckDb = new RollupExpectations(fresh)) {
            assertThat(
                            outcome.step(0, "rollup")
                                    .get("views")
                                    .get("interfaces")
                                    .get("postings")
                                    .asLong())
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
        Folders.copy(imported, fresh);
        warehouse = fresh;
        assertThat(
                        RolledUpWarehouse.rollUp(
                                        warehouse,
                                        "--date",
                                        "2026-01-31",
                                        "--view",
                                        "sites,protocols")
                                .exitCode())
                .isZero();
        assertThat(fresh.resolve("rollups/daily").toFile().list())
                .containsExactlyInAnyOrder("view=sites", "view=protocols");
        assertThat(Rollups.isCurrent(flinkPath(fresh), BEFORE_MIDNIGHT)).isFalse();
        Outcome outcome =
                RolledUpWarehouse.rollUp(warehouse, "--date", "2026-01-31", "--view", "nobody");
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err())
                .contains("--view nobody: postings of 2026-01-31 are of applications, as_pairs,");
    }

    @Test
    void aRunThatFailsLeavesEverythingAsItWas() throws Exception {
        Path damaged =
                Folders.parquet(warehouse.resolve("postings/view=sites/dt=2026-02-01")).get(0);
        Files.writeString(damaged, "PAR1 this is none PAR1");
        Outcome outcome = RolledUpWarehouse.rollUp(warehouse, "--date", "2026-02-01");
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).contains("archive file file:" + damaged + ": damaged");
        assertThat(warehouse.resolve(".flowledger/replacements")).isEmptyDirectory();
        try (RollupExpectations duckDb = new RollupExpectations(rolledUp)) {
            assertSameContent(duckDb, rolledUp);
        }
    }

    // ---- running -------------------------------------------------------------------------------

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
}
