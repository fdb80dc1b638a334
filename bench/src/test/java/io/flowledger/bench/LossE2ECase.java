package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.Outage;
import io.flowledger.bench.traffic.Profile;
import io.flowledger.bench.traffic.ProfileMix;
import io.flowledger.bench.traffic.SessionTruth;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    private ArchiveQueries archive;
    private int port;

    @BeforeEach
    void prepare() throws Exception {
        launcher = new Launcher(folder);
        archive = new ArchiveQueries(folder.resolve("w"));
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
        assertThat(
                        archive.count(
                                "SELECT count(*) FROM (SELECT DISTINCT exporter, exporter_port,"
                                        + " engine_type, engine_id, epoch, sequence, record FROM flows)"))
                .as("rows that differ in what identifies a flow record")
                .isEqualTo(truth.sent().flows());
        assertThat(livesAsAudited()).isEqualTo(livesInTruth(truth));
        assertThat(archive.lostByCause()).containsOnlyKeys("upstream");
        audit();
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
        audit();
    }

    @Test
    void whatTheKernelDropsWhileTheReceiverIsStalledIsSocketOverflow() throws Exception {
        Process collect = collect("--receive-buffer", "64k");
        CompletableFuture<Truth> sending = sendBeside(20_000, Duration.ofSeconds(7));
        Thread.sleep(2_500);
        signal("STOP", collect);
        Thread.sleep(1_500);
        signal("CONT", collect);
        Truth truth = sending.join();
        awaitAllAccountedFor(truth);
        JsonNode summary = launcher.stop(collect);

        assertThat(summary.get("kernelDrops").asLong()).isPositive();
        long archived = summary.get("flows").asLong();
        assertThat(archive.lostByCause())
                .isEqualTo(Map.of("socket_overflow", truth.sent().flows() - archived));
        audit();
    }

    @Test
    void whatIsSentWhileNobodyListensIsCollectorDown() throws Exception {
        Process first = collect();
        CompletableFuture<Truth> sending = sendBeside(20_000, Duration.ofSeconds(22));
        Thread.sleep(3_000);
        launcher.stop(first);
        Thread.sleep(1_000);
        Process second = collect();
        Truth truth = sending.join();
        awaitAllAccountedFor(truth);
        launcher.stop(second);

        long archived = archive.count("SELECT count(*) FROM flows");
        assertThat(archived).isLessThan(truth.sent().flows());
        assertThat(archive.lostByCause())
                .isEqualTo(Map.of("collector_down", truth.sent().flows() - archived));
        audit();
    }

    @Test
    void aKilledCollectorFindsTheGapItLeftAndStoresNothingTwice() throws Exception {
        Process first = collect();
        CompletableFuture<Truth> sending = sendBeside(20_000, Duration.ofSeconds(22));
        Thread.sleep(4_000);
        first.destroyForcibly().waitFor();
        Process second = collect();
        Truth truth = sending.join();
        awaitAllAccountedFor(truth);
        launcher.stop(second);

        long archived = archive.count("SELECT count(*) FROM flows");
        assertThat(archive.lostByCause())
                .isEqualTo(Map.of("collector_down", truth.sent().flows() - archived));
        audit();
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

        List<String> first = entriesOf("s", "w");
        List<String> second = entriesOf("s2", "w2");
        assertThat(first).isNotEmpty();
        assertThat(second).isEqualTo(first);
    }

    /** All that a collect of this spool entered, and how many flows of each epoch it archived. */
    private List<String> entriesOf(String spool, String warehouse) throws Exception {
        Process collect =
                launcher.listening(
                        "collect",
                        "--attach",
                        folder.resolve(spool).toString(),
                        "--warehouse",
                        folder.resolve(warehouse).toString(),
                        "--reorder-window",
                        "2s",
                        "--format",
                        "json");
        ArchiveQueries replayed = new ArchiveQueries(folder.resolve(warehouse));
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

    /** The operator's own proof: from the files alone it balances, and it loses the same flows. */
    private void audit() throws Exception {
        Process audit =
                launcher.start(
                        "audit", "--warehouse", folder.resolve("w").toString(), "--format", "json");
        JsonNode balance = launcher.finish(audit);
        assertThat(audit.exitValue()).as(balance.toPrettyString()).isZero();
        assertThat(balance.get("balances").asBoolean()).isTrue();
        JsonNode total = balance.get("total");
        assertThat(total.get("lost").asLong()).isEqualTo(entered());
        assertThat(total.get("archived").asLong())
                .isEqualTo(archive.count("SELECT count(*) FROM flows"));
        assertThat(total.get("duplicateFlows").asLong()).isZero();
        assertThat(total.get("unaudited").asLong()).isZero();
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

    private CompletableFuture<Truth> sendBeside(long rate, Duration duration) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new TrafficRun(
                                        traffic().engines(2).rate(rate).duration(duration).build())
                                .call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                });
    }

    private void awaitEntered(long flows) throws Exception {
        Await.until(flows + " lost flows entered", () -> archive.hasFiles() && entered() == flows);
    }

    /** Sent without loss on the way: what is not archived must be entered. */
    private void awaitAllAccountedFor(Truth truth) throws Exception {
        Await.until(
                "every flow sent archived or entered as lost",
                () ->
                        archive.hasFiles()
                                && archive.count("SELECT count(*) FROM flows") + entered()
                                        == truth.sent().flows());
    }

    private long entered() throws Exception {
        return archive.lostByCause().values().stream().mapToLong(flows -> flows).sum();
    }

    /** Per session and life in order: what was archived and what was lost. */
    private List<String> livesAsAudited() throws Exception {
        List<String> lives = new ArrayList<>();
        archive.query(
                "SELECT f.exporter, f.exporter_port, f.engine_type, f.engine_id, f.epoch, f.flows,"
                        + " coalesce(l.lost, 0) FROM (SELECT exporter, exporter_port, engine_type,"
                        + " engine_id, epoch, count(*) AS flows FROM flows GROUP BY ALL) f LEFT JOIN"
                        + " (SELECT exporter, exporter_port, engine_type, engine_id, epoch,"
                        + " sum(lost_flows)::BIGINT AS lost FROM losses GROUP BY ALL) l"
                        + " USING (exporter, exporter_port, engine_type, engine_id, epoch)"
                        + " ORDER BY 1, 2, 3, 4, 5",
                row ->
                        lives.add(
                                row.getString(1)
                                        + ":"
                                        + row.getInt(2)
                                        + "/"
                                        + row.getInt(3)
                                        + "/"
                                        + row.getInt(4)
                                        + " archived "
                                        + row.getLong(6)
                                        + " lost "
                                        + row.getLong(7)));
        lives.sort(null);
        return lives;
    }

    private static List<String> livesInTruth(Truth truth) {
        List<String> lives = new ArrayList<>();
        for (SessionTruth life : truth.sessions()) {
            if (life.sent().flows() > 0) {
                lives.add(
                        life.exporter()
                                + ":"
                                + life.port()
                                + "/"
                                + life.engineType()
                                + "/"
                                + life.engineId()
                                + " archived "
                                + life.sent().flows()
                                + " lost "
                                + life.detectableLostFlows());
            }
        }
        lives.sort(null);
        return lives;
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
}
