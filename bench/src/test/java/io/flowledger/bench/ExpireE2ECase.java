package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.replace.PendingReplacements;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old flows deleted by the launcher's real processes, killed when some days are gone. */
class ExpireE2ECase {

    private static final LocalDate LAST = LocalDate.parse("2026-02-03");
    private static final int DAYS = 60;
    private static final int HOURS = 24;
    private static final int KEPT = 10;

    @TempDir Path folder;

    private Launcher launcher;

    @BeforeEach
    void writeSomeMonthsOfHours() throws Exception {
        launcher = new Launcher(folder);
        new TrafficRun(
                        TrafficOptions.builder()
                                .pcap(folder.resolve("t.pcap"))
                                .start(Instant.parse(LAST + "T00:00:00Z"))
                                .flows(3_000)
                                .rate(10)
                                .build())
                .call();
        launcher.finish(
                launcher.start(
                        "import",
                        folder.resolve("t.pcap").toString(),
                        "--warehouse",
                        folder.resolve("w").toString(),
                        "--no-accounting",
                        "--format",
                        "json"));
        Path hour = flows("w").resolve("dt=" + LAST).resolve("hr=00");
        for (int day = 0; day < DAYS; day++) {
            for (int i = 0; i < HOURS; i++) {
                Path other =
                        flows("w")
                                .resolve("dt=" + LAST.minusDays(day))
                                .resolve(String.format("hr=%02d", i));
                if (!other.equals(hour)) {
                    FileTrees.copy(hour, other);
                }
            }
        }
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void aKilledRunLeavesWholeDaysAndTheNextDeletesTheOthers() throws Exception {
        FileTrees.copy(folder.resolve("w"), folder.resolve("undisturbed"));
        launcher.finish(expire("undisturbed"));
        Map<String, Integer> expected = hoursByDay("undisturbed");
        assertThat(expected).hasSize(KEPT);
        int killed = 0;
        for (int gone : new int[] {1, DAYS / 4, DAYS / 2}) {
            String warehouse = "gone" + gone;
            FileTrees.copy(folder.resolve("w"), folder.resolve(warehouse));
            Process run = expire(warehouse);
            while (run.isAlive() && daysThere(warehouse) > DAYS - gone) {
                Thread.sleep(1);
            }
            run.destroyForcibly().waitFor();

            Map<String, Integer> left = hoursByDay(warehouse);
            assertThat(left).containsAllEntriesOf(expected);
            assertThat(left.values()).as("hours of a day").containsOnly(HOURS);
            killed += left.size() > KEPT ? 1 : 0;

            launcher.finish(expire(warehouse));
            assertThat(hoursByDay(warehouse)).isEqualTo(expected);
            assertThat(remembered(warehouse)).isEqualTo(remembered("undisturbed"));
            assertThat(folder.resolve(warehouse).resolve(".flowledger/replacements"))
                    .isEmptyDirectory();
        }
        assertThat(killed).as("runs that were killed while they were at it").isPositive();
    }

    private Process expire(String warehouse) throws Exception {
        return launcher.start(
                "expire",
                "--unproved",
                "--keep",
                "flows=" + KEPT + "d",
                "--date",
                LAST.toString(),
                "--warehouse",
                folder.resolve(warehouse).toString(),
                "--format",
                "json");
    }

    private Path flows(String warehouse) {
        return folder.resolve(warehouse).resolve("flows");
    }

    private long daysThere(String warehouse) throws IOException {
        try (Stream<Path> days = Files.list(flows(warehouse))) {
            return days.count();
        }
    }

    /** How many hours with a file readers see, by day. */
    private Map<String, Integer> hoursByDay(String warehouse) throws IOException {
        PendingReplacements pending =
                PendingReplacements.of(
                        new org.apache.flink.core.fs.Path(folder.resolve(warehouse).toUri()));
        Map<String, Integer> hours = new TreeMap<>();
        try (Stream<Path> files = Files.walk(flows(warehouse))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!pending.isObsolete(new org.apache.flink.core.fs.Path(file.toUri()))) {
                    hours.merge(
                            flows(warehouse).relativize(file).getName(0).toString(),
                            1,
                            Integer::sum);
                }
            }
        }
        return hours;
    }

    /** What says that flows were there and went. */
    private Set<String> remembered(String warehouse) throws IOException {
        Set<String> lines = new TreeSet<>();
        Path days = folder.resolve(warehouse).resolve(".flowledger/days");
        try (Stream<Path> files = Files.walk(days)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.add(days.relativize(file) + " " + Files.readString(file));
            }
        }
        return lines;
    }
}
