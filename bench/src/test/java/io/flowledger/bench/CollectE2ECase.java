package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.Counts;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's real processes, real UDP on loopback, real files read back by DuckDB. */
class CollectE2ECase {

    @TempDir Path folder;

    private Launcher launcher;
    private ArchiveQueries archive;

    @BeforeEach
    void prepare() {
        launcher = new Launcher(folder);
        archive = new ArchiveQueries(folder.resolve("w"));
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void whatWasSentWithoutLossIsArchivedExactlyOncePerSession() throws Exception {
        int port = Launcher.freePort();
        Process collect =
                launcher.listening(
                        "collect",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--warehouse",
                        path("w"),
                        "--spool",
                        path("s"),
                        "--format",
                        "json",
                        "--checkpoint-interval",
                        "2s");
        Truth truth = send(port, 3, 20_000, Duration.ofSeconds(6), 0);
        JsonNode summary = launcher.stop(collect);

        assertThat(summary.get("kernelDrops").asLong()).isZero();
        assertThat(summary.get("flows").asLong()).isEqualTo(truth.sent().flows());
        assertThat(summary.get("octets").asLong()).isEqualTo(truth.sent().octets());
        assertThat(archive.bySession()).isEqualTo(Books.sentBySession(truth));
        assertThat(archive.filesInProgress()).as("in-progress files left behind").isEmpty();
    }

    @Test
    void aFileThatIsRefusedIsToldWhileTheVersionBeforeStaysInForce() throws Exception {
        Path prefixes = folder.resolve("prefixes.csv");
        Files.writeString(prefixes, "prefix,site\n10.0.0.0/8,campus\n");
        Files.writeString(
                folder.resolve("a.yaml"),
                "{enrichment: {prefixes: prefixes.csv, reload: 1s}, views: [sites]}");
        int port = Launcher.freePort();
        Process collect =
                launcher.listening(
                        "collect",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--warehouse",
                        path("w"),
                        "--spool",
                        path("s"),
                        "--accounting",
                        path("a.yaml"),
                        "--format",
                        "json");
        Path renewed = folder.resolve("renewed.csv");
        Files.writeString(renewed, "prefix,site\n10.0.0.0/8,campus\n10.0.1.0/8,lab\n");
        Files.move(renewed, prefixes, StandardCopyOption.ATOMIC_MOVE);

        Await.until(
                "that it was refused",
                () ->
                        Files.readString(launcher.errors(collect))
                                .contains("new files were refused (1 time since the start)"));
        assertThat(Files.readString(folder.resolve("flowledger.log")))
                .contains("prefixes.csv line 3: '10.0.1.0/8' has bits set behind the prefix");
        Truth truth = send(port, 1, 1_000, Duration.ofSeconds(2), 0);
        assertThat(launcher.stop(collect).get("flows").asLong()).isEqualTo(truth.sent().flows());
    }

    @Test
    void flowsAreQueryableWhileCollecting() throws Exception {
        int port = Launcher.freePort();
        launcher.listening(
                "collect",
                "--listen",
                "127.0.0.1:" + port,
                "--warehouse",
                path("w"),
                "--spool",
                path("s"),
                "--checkpoint-interval",
                "1s");
        Truth truth = send(port, 1, 1_000, Duration.ofSeconds(2), 0);
        Await.until(
                "all flows visible",
                () ->
                        archive.hasFiles()
                                && archive.count("SELECT count(*) FROM flows")
                                        == truth.sent().flows());
    }

    @Test
    void aKilledCollectorResumesWithoutLosingOrRepeatingASpooledDatagram() throws Exception {
        int port = Launcher.freePort();
        String[] receive = {
            "receive", "--listen", "127.0.0.1:" + port, "--spool", path("s"), "--format", "json"
        };
        Process receiver = launcher.listening(receive);
        String[] collect = {
            "collect",
            "--attach",
            path("s"),
            "--warehouse",
            path("w"),
            "--format",
            "json",
            "--checkpoint-interval",
            "1s"
        };
        Process first = launcher.listening(collect);
        Truth one = send(port, 2, 30_000, Duration.ofSeconds(4), 0);
        first.destroyForcibly().waitFor();
        Truth two = send(port, 2, 30_000, Duration.ofSeconds(2), 7);
        Process second = launcher.listening(collect);
        Truth three = send(port, 2, 30_000, Duration.ofSeconds(2), 11);
        JsonNode received = launcher.stop(receiver);
        launcher.stop(second);

        long flows = one.sent().flows() + two.sent().flows() + three.sent().flows();
        assertThat(received.get("datagrams").asLong())
                .isEqualTo(one.payloadsSent() + two.payloadsSent() + three.payloadsSent());
        assertThat(archive.count("SELECT count(*) FROM flows")).isEqualTo(flows);
        assertThat(
                        archive.count(
                                "SELECT count(*) FROM (SELECT DISTINCT exporter, exporter_port, engine_type, engine_id,"
                                        + " sequence, record, sys_uptime FROM flows)"))
                .isEqualTo(flows);
    }

    @Test
    void aKilledCollectorsLeftoversAreSweptAndNotWhatAnotherWritesIntoTheSameWarehouse()
            throws Exception {
        int port = Launcher.freePort();
        Process receiver =
                launcher.listening(
                        "receive", "--listen", "127.0.0.1:" + port, "--spool", path("s"));
        String[] collect = {
            "collect",
            "--attach",
            path("s"),
            "--warehouse",
            path("w"),
            "--format",
            "json",
            "--checkpoint-interval",
            "1s"
        };
        Process killed = launcher.listening(collect);
        launcher.assertError("read by a job of another process", collect);
        CompletableFuture<Truth> sending = sendBeside(port, 3);
        Await.until("a file of a checkpoint", archive::hasFiles);
        Await.until("a file in progress", () -> !runsInProgress().isEmpty());
        String run = runsInProgress().iterator().next();
        int otherPort = Launcher.freePort();
        Process other =
                launcher.listening(
                        "collect",
                        "--listen",
                        "127.0.0.1:" + otherPort,
                        "--warehouse",
                        path("w"),
                        "--spool",
                        path("s2"),
                        "--format",
                        "json",
                        "--checkpoint-interval",
                        "3s");
        CompletableFuture<Truth> toTheOther = sendBeside(otherPort, 5);
        Await.until("files in progress of both", () -> runsInProgress().size() == 2);
        killed.destroyForcibly().waitFor();
        assertThat(runsInProgress()).as("left behind").contains(run);

        Process again = launcher.listening(collect);
        Truth truth = sending.join();
        Truth othersTruth = toTheOther.join();
        receiver.destroy();
        receiver.waitFor();
        launcher.stop(again);
        launcher.stop(other);
        Map<String, Counts> sent = Books.sentBySession(truth);
        sent.putAll(Books.sentBySession(othersTruth));
        assertThat(archive.bySession()).isEqualTo(sent);
        assertThat(archive.filesInProgress()).isEmpty();
    }

    @Test
    void aCleanStopAndANewStartRepeatNothing() throws Exception {
        int port = Launcher.freePort();
        String[] collect = {
            "collect",
            "--listen",
            "127.0.0.1:" + port,
            "--warehouse",
            path("w"),
            "--spool",
            path("s"),
            "--format",
            "json",
            "--checkpoint-interval",
            "1s"
        };
        Process first = launcher.listening(collect);
        Truth one = send(port, 1, 10_000, Duration.ofSeconds(2), 0);
        launcher.stop(first);
        Process second = launcher.listening(collect);
        Truth two = send(port, 1, 10_000, Duration.ofSeconds(2), 5);
        launcher.stop(second);
        assertThat(archive.count("SELECT count(*) FROM flows"))
                .isEqualTo(one.sent().flows() + two.sent().flows());
    }

    @Test
    void whatAUserGetsWrongIsOneLineThatSaysWhatToDo() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            launcher.assertError(
                    "in use",
                    "collect",
                    "--listen",
                    "127.0.0.1:" + taken.getLocalPort(),
                    "--warehouse",
                    path("w"),
                    "--spool",
                    path("s"));
        }
        launcher.assertError("--liste", "collect", "--liste", "127.0.0.1:1");
        launcher.assertError("HOST:PORT", "receive", "--listen", "nonsense", "--spool", path("s"));
        launcher.assertError(
                "--warehouse",
                "collect",
                "--listen",
                "127.0.0.1:" + Launcher.freePort(),
                "--spool",
                path("s"));
        Files.createDirectories(folder.resolve("newer/.flowledger"));
        Files.writeString(folder.resolve("newer/.flowledger/format.json"), "{\"format\": 99}");
        launcher.assertError(
                "newer",
                "collect",
                "--listen",
                "127.0.0.1:" + Launcher.freePort(),
                "--warehouse",
                path("newer"),
                "--spool",
                path("s"));
        Files.writeString(folder.resolve("notes.txt"), "no capture at all, just text");
        launcher.assertError("notes.txt", "import", path("notes.txt"), "--warehouse", path("w"));
        Files.writeString(folder.resolve("bad.yaml"), "warehouze: x\n");
        launcher.assertError("warehouze", "collect", "--config", path("bad.yaml"));
        launcher.assertError(
                "/proc/nowhere",
                "collect",
                "--listen",
                "127.0.0.1:" + Launcher.freePort(),
                "--warehouse",
                "/proc/nowhere",
                "--spool",
                path("s"));
        launcher.listening(
                "receive", "--listen", "127.0.0.1:" + Launcher.freePort(), "--spool", path("held"));
        String spool = held();
        int heldPort =
                Integer.parseInt(spool.substring(spool.indexOf('_') + 1, spool.lastIndexOf('-')));
        launcher.assertError(
                "in use",
                "collect",
                "--listen",
                "127.0.0.1:" + heldPort,
                "--warehouse",
                path("w"),
                "--spool",
                path("held"));
        launcher.assertError(
                "held",
                "receive",
                "--listen",
                "127.0.0.1:" + heldPort,
                "--sockets",
                "2",
                "--spool",
                path("held"));
    }

    /** Which runs have files in progress, by the code in their names. */
    private Set<String> runsInProgress() throws IOException {
        return archive.filesInProgress().stream()
                .map(file -> file.getFileName().toString().split("-")[1])
                .collect(Collectors.toSet());
    }

    private CompletableFuture<Truth> sendBeside(int port, long seed) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return send(port, 1, 20_000, Duration.ofSeconds(15), seed);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private String held() throws IOException {
        try (var spools = Files.list(folder.resolve("held"))) {
            return spools.findFirst().orElseThrow().getFileName().toString();
        }
    }

    private Truth send(int port, int exporters, long rate, Duration duration, long seed)
            throws IOException {
        return new TrafficRun(
                        TrafficOptions.builder()
                                .to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                                .exporters(exporters)
                                .engines(2)
                                .rate(rate)
                                .duration(duration)
                                .seed(seed)
                                .build())
                .call();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
