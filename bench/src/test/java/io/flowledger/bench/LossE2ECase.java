package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.Outage;
import io.flowledger.bench.traffic.Profile;
import io.flowledger.bench.traffic.ProfileMix;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is lost on the way, in the kernel, by a receiver that is down: counted, and why. */
class LossE2ECase {

    private static final ProfileMix THREE_ROUTERS_AND_A_SWITCH =
            new ProfileMix(
                    List.of(
                            new ProfileMix.Part(Profile.CISCO, 3),
                            new ProfileMix.Part(Profile.OVS, 1)));

    @TempDir Path folder;

    private Launcher launcher;
    private Books books;
    private ArchiveQueries archive;
    private int port;

    @BeforeEach
    void prepare() throws Exception {
        launcher = new Launcher(folder);
        books = new Books(launcher, folder.resolve("w"));
        archive = books.archive();
        port = Launcher.freePort();
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void lostFlowsAreTheTruthPerLifeOfEverySessionAndNothingIsStoredTwice() throws Exception {
        Process collect = collect();
        Truth truth =
                new TrafficRun(
                                traffic()
                                        .profiles(THREE_ROUTERS_AND_A_SWITCH)
                                        .exporters(4)
                                        .engines(3)
                                        .recordsPerDatagram(1, 30)
                                        .rate(100_000)
                                        .duration(Duration.ofSeconds(8))
                                        .lossInBursts(0.02, 5)
                                        .duplicates(0.01)
                                        .reorder(0.01)
                                        .restarts(2)
                                        .build())
                        .call();
        awaitEntered(truth.detectableLostFlows());
        JsonNode summary = launcher.stop(collect);

        assertThat(summary.get("duplicates").asLong()).isEqualTo(truth.duplicates().datagrams());
        assertThat(summary.get("flows").asLong()).isEqualTo(truth.sent().flows());
        assertThat(books.livesAsAudited()).isEqualTo(Books.livesInTruth(truth));
        assertThat(archive.lostByCause()).containsOnlyKeys("upstream");
        books.assertAudit();
    }

    @Test
    void aDroppedRangeOnTheWayIsUpstream() throws Exception {
        Process collect = collect();
        Truth truth =
                new TrafficRun(
                                traffic()
                                        .rate(20_000)
                                        .duration(Duration.ofSeconds(5))
                                        .outages(
                                                List.of(
                                                        new Outage(
                                                                Duration.ofSeconds(2),
                                                                Duration.ofSeconds(3))))
                                        .build())
                        .call();
        awaitEntered(truth.detectableLostFlows());
        launcher.stop(collect);
        assertThat(archive.lostByCause())
                .isEqualTo(Map.of("upstream", truth.detectableLostFlows()));
        books.assertAudit();
    }

    @Test
    void whatTheKernelDropsWhileTheReceiverIsStalledIsSocketOverflow() throws Exception {
        Process collect = collect("--receive-buffer", "64k");
        OngoingTraffic sending = sendBeside(20_000, Duration.ofSeconds(7));
        Thread.sleep(2_500);
        signal("STOP", collect);
        Thread.sleep(1_500);
        signal("CONT", collect);
        Truth truth = sending.end();
        books.awaitAllAccountedFor(truth);
        JsonNode summary = launcher.stop(collect);

        assertThat(summary.get("kernelDrops").asLong()).isPositive();
        long archived = summary.get("flows").asLong();
        assertThat(archive.lostByCause())
                .isEqualTo(Map.of("socket_overflow", truth.sent().flows() - archived));
        books.assertAudit();
    }

    @Test
    void whatIsSentWhileNobodyListensIsCollectorDown() throws Exception {
        Process first = collect();
        OngoingTraffic sending = sendBeside(20_000, Duration.ofMinutes(10));
        Thread.sleep(3_000);
        launcher.stop(first);
        Thread.sleep(1_000);
        Process second = collect();
        books.awaitMoreFlows();
        Truth truth = sending.stop();
        books.awaitAllAccountedFor(truth);
        launcher.stop(second);

        long archived = archive.count("SELECT count(*) FROM flows");
        assertThat(archived).isLessThan(truth.sent().flows());
        assertThat(archive.lostByCause())
                .isEqualTo(Map.of("collector_down", truth.sent().flows() - archived));
        books.assertAudit();
    }

    @Test
    void aKilledCollectorFindsTheGapItLeftAndStoresNothingTwice() throws Exception {
        Process first = collect();
        OngoingTraffic sending = sendBeside(20_000, Duration.ofMinutes(10));
        Thread.sleep(4_000);
        first.destroyForcibly().waitFor();
        Process second = collect();
        books.awaitMoreFlows();
        Truth truth = sending.stop();
        books.awaitAllAccountedFor(truth);
        launcher.stop(second);

        long archived = archive.count("SELECT count(*) FROM flows");
        assertThat(archive.lostByCause())
                .isEqualTo(Map.of("collector_down", truth.sent().flows() - archived));
        books.assertAudit();
    }

    @Test
    void aReplayedSpoolGivesTheSameFlowsEpochsAndEntries() throws Exception {
        Process receiver =
                launcher.listening(
                        "receive",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--spool",
                        folder.resolve("s").toString(),
                        "--format",
                        "json");
        Truth truth =
                new TrafficRun(
                                traffic()
                                        .profiles(THREE_ROUTERS_AND_A_SWITCH)
                                        .exporters(4)
                                        .recordsPerDatagram(1, 30)
                                        .rate(30_000)
                                        .duration(Duration.ofSeconds(6))
                                        .lossInBursts(0.05, 5)
                                        .duplicates(0.01)
                                        .reorder(0.02)
                                        .restarts(2)
                                        .build())
                        .call();
        // status frames go on: event time passes the last gap and its cause
        Thread.sleep(12_000);
        launcher.stop(receiver);
        copy(folder.resolve("s"), folder.resolve("s2"));

        List<String> first = entriesOf("s", "w", truth);
        List<String> second = entriesOf("s2", "w2", truth);
        assertThat(first).isNotEmpty();
        assertThat(second).isEqualTo(first);
    }

    /** All that a collect of this spool entered, and how many flows of each epoch it archived. */
    private List<String> entriesOf(String spool, String warehouse, Truth truth) throws Exception {
        Process collect =
                launcher.listening(
                        "collect",
                        "--attach",
                        folder.resolve(spool).toString(),
                        "--warehouse",
                        folder.resolve(warehouse).toString(),
                        "--reorder-window",
                        "2s",
                        "--checkpoint-interval",
                        "1s",
                        "--format",
                        "json");
        Books books = new Books(launcher, folder.resolve(warehouse));
        ArchiveQueries replayed = books.archive();
        books.awaitAllAccountedFor(truth);
        launcher.stop(collect);
        List<String> entries = new ArrayList<>();
        replayed.query(
                "SELECT to_json(e) FROM (SELECT * EXCLUDE (dt) FROM losses) e ORDER BY 1",
                row -> entries.add(row.getString(1)));
        replayed.query(
                "SELECT to_json(e) FROM (SELECT * EXCLUDE (dt) FROM sessions) e ORDER BY 1",
                row -> entries.add(row.getString(1)));
        replayed.query(
                "SELECT exporter || ' ' || exporter_port || ' ' || epoch || ' ' || count(*) || ' '"
                        + " || sum(bytes)::BIGINT FROM flows"
                        + " GROUP BY exporter, exporter_port, epoch ORDER BY 1",
                row -> entries.add(row.getString(1)));
        return entries;
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private Process collect(String... further) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "collect",
                                "--listen",
                                "127.0.0.1:" + port,
                                "--warehouse",
                                folder.resolve("w").toString(),
                                "--spool",
                                folder.resolve("s").toString(),
                                "--reorder-window",
                                "2s",
                                "--checkpoint-interval",
                                "1s",
                                "--format",
                                "json"));
        arguments.addAll(List.of(further));
        return launcher.listening(arguments.toArray(new String[0]));
    }

    private TrafficOptions.Builder traffic() {
        return TrafficOptions.builder()
                .to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private OngoingTraffic sendBeside(long rate, Duration duration) {
        return OngoingTraffic.start(traffic().engines(2).rate(rate).duration(duration).build());
    }

    private void awaitEntered(long flows) throws Exception {
        Await.until(
                flows + " lost flows entered", () -> archive.hasFiles() && books.lost() == flows);
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
}
