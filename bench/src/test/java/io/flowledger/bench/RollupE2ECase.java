package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.replace.PendingReplacements;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollups made anew by the launcher's real processes, killed at several moments. */
class RollupE2ECase {

    private static final String REPLACEMENTS = ".flowledger/replacements";

    /** A day that is rolled up but for half of its postings, which came later. */
    private static final String STALE = "stale";

    @TempDir Path folder;

    private Launcher launcher;

    @BeforeEach
    void rollUpHalfOfAnEvening() throws Exception {
        launcher = new Launcher(folder);
        new TrafficRun(
                        TrafficOptions.builder()
                                .pcap(folder.resolve("t.pcap"))
                                .start(Instant.parse("2026-02-03T20:30:00Z"))
                                .duration(Duration.ofMinutes(90))
                                .rate(20)
                                .hosts(500)
                                .exporters(4)
                                .loss(0.05)
                                .build())
                .call();
        launcher.finish(
                launcher.start(
                        "import",
                        folder.resolve("t.pcap").toString(),
                        "--warehouse",
                        folder.resolve(STALE).toString(),
                        "--format",
                        "json"));
        Path late = folder.resolve("late");
        moveEverySecondFile(folder.resolve(STALE).resolve("postings"), late);
        launcher.finish(rollup(STALE));
        FileTrees.copy(late, folder.resolve(STALE).resolve("postings"));
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void aKilledRunLeavesOldOrNewRowsAndTheNextMakesThemAsIfItHadNotBeen() throws Exception {
        FileTrees.copy(folder.resolve(STALE), folder.resolve("undisturbed"));
        launcher.finish(rollup("undisturbed"));
        Content old = content(STALE);
        Content expected = content("undisturbed");
        assertThat(expected.day()).hasSizeGreaterThan(10);
        assertThat(old.day()).isNotEqualTo(expected.day());
        int killed = 0;
        for (Moment moment : Moment.values()) {
            FileTrees.copy(folder.resolve(STALE), folder.resolve(moment.name()));
            Process run = rollup(moment.name());
            while (run.isAlive() && !came(moment)) {
                Thread.sleep(1);
            }
            killed += run.isAlive() ? 1 : 0;
            run.destroyForcibly().waitFor();

            Content left = content(moment.name());
            assertThat(left.day()).as(moment.name()).isIn(old.day(), expected.day());
            assertThat(left.month()).as(moment.name()).isIn(old.month(), expected.month());

            launcher.finish(rollup(moment.name()));
            assertThat(content(moment.name())).as(moment.name()).isEqualTo(expected);
            assertThat(folder.resolve(moment.name()).resolve(REPLACEMENTS)).isEmptyDirectory();
        }
        assertThat(killed).as("runs that were killed while they were at it").isGreaterThan(1);
    }

    /** What is waited for until a run is killed. */
    private enum Moment {
        DAY_STAGED("rollups/daily/"),
        DAY_DECIDED("manifest"),
        MONTH_STAGED("rollups/monthly/");

        private final String path;

        Moment(String path) {
            this.path = path;
        }
    }

    private boolean came(Moment moment) throws IOException {
        Path replacements = folder.resolve(moment.name()).resolve(REPLACEMENTS);
        try (Stream<Path> files = Files.walk(replacements)) {
            return files.anyMatch(
                    file ->
                            replacements.relativize(file).toString().contains(moment.path)
                                    && Files.isRegularFile(file));
        } catch (UncheckedIOException | java.nio.file.NoSuchFileException notYetOrMoved) {
            return false;
        }
    }

    private Process rollup(String warehouse) throws Exception {
        return launcher.start(
                "rollup",
                "--warehouse",
                folder.resolve(warehouse).toString(),
                "--date",
                "2026-02-03",
                "--format",
                "json");
    }

    // ---- what a reader sees --------------------------------------------------------------------

    /**
     * A line for each table and view.
     *
     * @param day of hours and of the day, which come in at once
     */
    private record Content(List<String> day, List<String> month) {}

    private Content content(String warehouse) throws Exception {
        List<String> day = rows(warehouse, ArchiveTable.ROLLUPS_HOURLY);
        day.addAll(rows(warehouse, ArchiveTable.ROLLUPS_DAILY));
        return new Content(day, rows(warehouse, ArchiveTable.ROLLUPS_MONTHLY));
    }

    /** Number and digest of a view's rows with all their values, whatever files they are in. */
    private List<String> rows(String warehouse, ArchiveTable table) throws Exception {
        String files =
                visible(folder.resolve(warehouse), table.folder()).stream()
                        .map(file -> "'" + file + "'")
                        .collect(Collectors.joining(", "));
        List<String> views = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet row =
                        duckdb.createStatement()
                                .executeQuery(
                                        "SELECT concat_ws(' ', v, count(*), sum(hash(r)::HUGEINT))"
                                                + " FROM (SELECT * EXCLUDE filename,"
                                                + " regexp_extract(filename, 'view=[^/]*') AS v"
                                                + " FROM read_parquet(["
                                                + files
                                                + "], filename = true)) r GROUP BY v ORDER BY v")) {
            while (row.next()) {
                views.add(table.tableName() + " " + row.getString(1));
            }
        }
        return views;
    }

    private static List<String> visible(Path warehouse, String table) throws IOException {
        PendingReplacements pending =
                PendingReplacements.of(new org.apache.flink.core.fs.Path(warehouse.toUri()));
        List<String> visible = new ArrayList<>();
        try (Stream<Path> files = Files.walk(warehouse.resolve(table))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!pending.isObsolete(new org.apache.flink.core.fs.Path(file.toUri()))) {
                    visible.add(file.toString());
                }
            }
        }
        for (FileStatus file : pending.waiting(table)) {
            visible.add(file.getPath().getPath());
        }
        return visible;
    }

    // ---- files ---------------------------------------------------------------------------------

    private static void moveEverySecondFile(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(from)) {
            all = files.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = 1; i < all.size(); i += 2) {
            Path target = to.resolve(from.relativize(all.get(i)));
            Files.createDirectories(target.getParent());
            Files.move(all.get(i), target);
        }
    }
}
