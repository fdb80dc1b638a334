package io.flowledger.jobs.expire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.jobs.nightly.DayRequest;
import io.flowledger.jobs.nightly.StepReport;
import io.flowledger.jobs.nightly.StepReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of folders whose content nobody looks into, since what goes goes without proof. */
class ExpireStepTest {

    private static final int BYTES = 1000;
    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    private static final String IN_PROGRESS =
            ".flows-%s-9c8e41d7-0-2-11111111-2222-3333-4444-555555555555-7.parquet.inprogress."
                    + "66666666-7777-8888-9999-000000000000";

    @TempDir Path warehouse;

    @BeforeEach
    void files() throws IOException {
        for (String folder :
                List.of(
                        "flows/dt=2026-01-29/hr=22",
                        "flows/dt=2026-01-29/hr=23",
                        "flows/dt=2026-01-30/hr=00",
                        "flows/dt=2026-01-31/hr=23",
                        "losses/dt=2026-01-29",
                        "postings/view=sites/dt=2026-01-29",
                        "postings/view=tops/dt=2026-01-28",
                        "rollups/daily/view=sites/dt=2020-01-01",
                        "rollups/monthly/view=sites/month=2020-01",
                        "flows/dt=someday/hr=00",
                        "elsewhere/dt=2020-01-01")) {
            write(folder + "/a.parquet");
        }
    }

    private Path write(String name) throws IOException {
        Path file = warehouse.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[BYTES]);
    }

    @Test
    void whatIsOlderThanItsAgeGoesWithItsFolderAndNothingElse() throws Exception {
        TreeSet<String> before = files(warehouse);
        StepReport report = run(List.of("flows=2d", "postings=3d"), Long.MAX_VALUE, false);
        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(report.text())
                .isEqualTo(
                        "deleted 2 hours of flows (0.0 MiB, 2026-01-29 to 2026-01-29),"
                                + " 1 day of postings (0.0 MiB, 2026-01-28 to 2026-01-28)");
        before.removeIf(
                file ->
                        file.startsWith("flows/dt=2026-01-29")
                                || file.startsWith("postings/view=tops"));
        assertThat(files(warehouse)).isEqualTo(before);
        assertThat(warehouse.resolve("flows/dt=2026-01-29")).doesNotExist();
        assertThat(warehouse.resolve("postings/view=tops")).doesNotExist();
        assertThat(run(List.of("flows=2d", "postings=3d"), Long.MAX_VALUE, false).outcome())
                .isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aDryRunSaysTheSameAndDeletesNothing() throws Exception {
        TreeSet<String> before = files(warehouse);
        StepReport report = run(List.of("flows=2d"), Long.MAX_VALUE, true);
        assertThat(report.outcome()).isEqualTo(Outcome.WOULD);
        assertThat(report.text()).startsWith("would delete 2 hours of flows");
        assertThat(files(warehouse)).isEqualTo(before);
    }

    @Test
    void whileThereIsTooMuchTheOldestFlowsGo() throws Exception {
        // nine folders of tables, of which four of flows
        StepReport report = run(List.of(), 7 * BYTES, false);
        assertThat(report.text()).startsWith("deleted 2 hours of flows");
        assertThat(report.details()).containsEntry("bytesKept", 7L * BYTES);
        assertThat(files(warehouse)).contains("flows/dt=2026-01-30/hr=00/a.parquet");
        report = run(List.of(), 1, false);
        assertThat(report.text()).contains("remain, more than --max-size");
        assertThat(files(warehouse)).noneMatch(file -> file.startsWith("flows/dt=2026"));
    }

    @Test
    void hoursWithoutProofStayAndAreNamed() throws Exception {
        Files.createDirectories(warehouse.resolve("flows/dt=2026-01-29/hr=22"));
        Selection selection =
                Selection.of(
                        Map.of(
                                io.flowledger.archive.schema.ArchiveTable.FLOWS,
                                WarehouseFolders.of(
                                        flink(), io.flowledger.archive.schema.ArchiveTable.FLOWS)),
                        Retention.of(List.of("flows=1d")),
                        DAY.plusDays(1),
                        Long.MAX_VALUE,
                        day ->
                                day.getDayOfMonth() == 29
                                        ? java.util.Optional.of("no reason")
                                        : java.util.Optional.empty());
        assertThat(selection.going()).extracting(TableFolder::hour).containsExactly("00");
        assertThat(selection.kept())
                .extracting(kept -> kept.folder().hour() + " " + kept.why())
                .containsExactly("22 no reason", "23 no reason");
        assertThat(selection.bytesKept()).isEqualTo(3 * BYTES);
    }

    @Test
    void thatFlowsWentIsRemembered() throws Exception {
        run(List.of("flows=2d"), Long.MAX_VALUE, false);
        assertThat(first("2026-01-29T23:30:00Z", "2026-01-30T12:00:00Z"))
                .contains(Instant.parse("2026-01-29T23:00:00Z"));
        assertThat(first("2026-01-01T00:00:00Z", "2026-01-29T22:00:00Z")).isEmpty();
        assertThat(first("2026-01-30T00:00:00Z", "2026-02-01T00:00:00Z")).isEmpty();
    }

    private java.util.Optional<Instant> first(String from, String to) throws IOException {
        return ExpiredFlows.first(flink(), Instant.parse(from), Instant.parse(to));
    }

    @Test
    void filesInProgressOfARunThatIsGoneAreSweptOnceTheyAreOld() throws Exception {
        String gone = "0123456789abcdef";
        String alive = io.flowledger.archive.sink.RunName.of("host-1").code();
        Files.createDirectories(warehouse.resolve(".flowledger/checkpoints/host-1/job/chk-1"));
        Path old = write("flows/dt=2026-01-31/hr=23/" + IN_PROGRESS.formatted(gone));
        Path young = write("flows/dt=2026-01-30/hr=00/" + IN_PROGRESS.formatted(gone));
        Path awaited = write("losses/dt=2026-01-29/" + IN_PROGRESS.formatted(alive));
        Path foreign = write("flows/dt=2026-01-31/hr=23/.somebody-elses.inprogress");
        FileTime eightDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
        for (Path file : List.of(old, awaited, foreign)) {
            Files.setLastModifiedTime(file, eightDaysAgo);
        }
        StepReport report = run(List.of(), Long.MAX_VALUE, false);
        assertThat(report.text()).startsWith("deleted 1 file in progress left behind");
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(awaited).exists();
        assertThat(foreign).exists();
    }

    private StepReport run(List<String> keep, long maxBytes, boolean dryRun) throws Exception {
        ExpireOptions options =
                new ExpireOptions(Retention.of(keep), maxBytes, true, Duration.ofDays(7));
        return new ExpireStep(options).run(new DayRequest(flink(), DAY, dryRun, 0, Map.of()));
    }

    private org.apache.flink.core.fs.Path flink() {
        return new org.apache.flink.core.fs.Path(warehouse.toUri());
    }

    /** Visible ones, by path below the folder. */
    private static TreeSet<String> files(Path folder) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.startsWith("."))
                    .forEach(names::add);
        }
        return names;
    }
}
