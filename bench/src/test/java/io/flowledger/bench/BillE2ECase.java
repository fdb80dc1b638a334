package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills made by the launcher's real processes, killed at various moments. */
class BillE2ECase {

    private static final String MONTH = "2026-01";

    /** A moment at which a run is killed. */
    private interface Moment {
        boolean hasCome() throws IOException;
    }

    @TempDir Path folder;

    private Launcher launcher;
    private ArchiveQueries archive;

    @BeforeEach
    void importAnEvening() throws Exception {
        launcher = new Launcher(folder);
        archive = new ArchiveQueries(warehouse());
        new TrafficRun(
                        TrafficOptions.builder()
                                .pcap(folder.resolve("t.pcap"))
                                .start(Instant.parse("2026-01-31T22:30:00Z"))
                                .duration(Duration.ofMinutes(90))
                                .rate(50)
                                .exporters(2)
                                .loss(0.05)
                                .build())
                .call();
        launcher.finish(
                launcher.start(
                        "import",
                        folder.resolve("t.pcap").toString(),
                        "--warehouse",
                        warehouse().toString(),
                        "--format",
                        "json"));
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void aKilledRunIsMadeGoodByTheNextAndAClosedBillIsClosedOnce() throws Exception {
        List<String> undisturbed = bill();
        assertThat(undisturbed).hasSizeGreaterThan(20);
        List<Moment> moments =
                List.of(
                        () -> exists(".flowledger/replacements"),
                        this::isStaged,
                        () -> !isStaged() && exists("bills/bill=interface"));
        for (Moment moment : moments) {
            deleteBill();
            kill(moment, "percentile");
            assertWhole(undisturbed.size() - 1);
            assertThat(bill()).isEqualTo(undisturbed);
        }
        kill(this::isStaged, "percentile", "--close");
        List<String> closed = bill("--close");
        assertThat(closed).hasSameSizeAs(undisturbed);
        assertThat(archive.count("SELECT count(DISTINCT entered_at) FROM bills")).isEqualTo(1);
        assertThat(archive.count("SELECT count(*) FROM bills")).isEqualTo(undisturbed.size() - 1L);
        assertThat(bill()).isEqualTo(closed);
    }

    private void kill(Moment moment, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--warehouse", warehouse().toString(), "--month", MONTH));
        Process killed = launcher.start(all.toArray(String[]::new));
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (killed.isAlive() && !moment.hasCome() && System.nanoTime() < deadline) {
            Thread.sleep(2);
        }
        killed.destroyForcibly().waitFor();
    }

    /** All of the bill or nothing of it, unless a run that is decided was not finished. */
    private void assertWhole(int lines) throws Exception {
        if (Files.exists(warehouse().resolve("bills")) && archive.hasFiles("bills")) {
            assertThat(archive.count("SELECT count(*) FROM bills")).isEqualTo(lines);
        }
    }

    private List<String> bill(String... options) throws Exception {
        Path csv = folder.resolve("bill.csv");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "percentile",
                                "--warehouse",
                                warehouse().toString(),
                                "--month",
                                MONTH,
                                "--csv",
                                csv.toString(),
                                "--format",
                                "json"));
        command.addAll(List.of(options));
        launcher.finish(launcher.start(command.toArray(String[]::new)));
        return Files.readAllLines(csv);
    }

    private boolean isStaged() throws IOException {
        try (Stream<Path> files = Files.walk(warehouse().resolve(".flowledger/replacements"))) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException movedMeanwhile) {
            return false;
        }
    }

    private boolean exists(String name) {
        return Files.exists(warehouse().resolve(name));
    }

    private void deleteBill() throws IOException {
        try (Stream<Path> files = Files.walk(warehouse().resolve("bills"))) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private Path warehouse() {
        return folder.resolve("w");
    }
}
