package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a standalone Flink cluster: a JobManager, two TaskManagers, the job jar uploaded. */
class ClusterE2ECase {

    private static final Pattern SUBMITTED = Pattern.compile("with JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT_FOLDER = Pattern.compile("--savepointPath (\\S+)");

    private static final String DISTINCT_FLOWS =
            "SELECT count(*) FROM (SELECT DISTINCT exporter, exporter_port, engine_type, engine_id,"
                    + " epoch, sequence, record FROM flows)";

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
    void aKilledTaskManagerAStopAndANewStartLoseAndRepeatNothing() throws Exception {
        int port = Launcher.freePort();
        try (FlinkCluster cluster = FlinkCluster.start(launcher, folder.resolve("c"), 2)) {
            Process receiver =
                    launcher.listening(
                            "receive",
                            "--listen",
                            "127.0.0.1:" + port,
                            "--spool",
                            path("s"),
                            "--format",
                            "json");
            String submitted = cluster.submit(collect());
            String first = find(SUBMITTED, submitted);
            String savepoints = find(SAVEPOINT_FOLDER, submitted);
            CompletableFuture<Truth> sending = sendBeside(traffic(port, Duration.ofSeconds(45)));
            awaitMoreFlows();

            String killed = cluster.killBusyTaskManager();
            assertThat(cluster.cluster("taskmanager")).contains(killed);
            Await.until("restart", () -> cluster.state(first).equals("RUNNING"));
            awaitMoreFlows();

            assertThat(cluster.flink("stop", "--savepointPath", savepoints, first))
                    .contains("Savepoint completed");
            String second = find(SUBMITTED, cluster.submit(collect()));
            awaitMoreFlows();
            Truth truth = sending.join();
            awaitAllAccountedFor(truth);
            JsonNode received = launcher.stop(receiver);
            assertThat(received.get("datagrams").asLong()).isEqualTo(truth.payloadsSent());
            cluster.flink("stop", "--savepointPath", savepoints, second);

            assertThat(archive.count("SELECT count(*) FROM flows")).isEqualTo(truth.sent().flows());
            assertThat(archive.count(DISTINCT_FLOWS)).isEqualTo(truth.sent().flows());
            assertThat(archive.count("SELECT sum(bytes)::BIGINT FROM flows"))
                    .isEqualTo(truth.sent().octets());
            assertThat(lost()).isEqualTo(truth.detectableLostFlows());
            assertThat(archive.filesInProgress()).isEmpty();
        }
        Process audit = launcher.start("audit", "--warehouse", path("w"), "--format", "json");
        assertThat(launcher.finish(audit).get("balances").asBoolean()).isTrue();
    }

    @Test
    void aJobThatIsRescaledWithSavepointsAndOnceCancelledAccountsForEveryFlow() throws Exception {
        int port = Launcher.freePort();
        try (FlinkCluster cluster = FlinkCluster.start(launcher, folder.resolve("c"), 2)) {
            launcher.listening("receive", "--listen", "127.0.0.1:" + port, "--spool", path("s"));
            String submitted = cluster.submit(collect());
            String savepoints = find(SAVEPOINT_FOLDER, submitted);
            String job = find(SUBMITTED, submitted);
            TrafficRun traffic = traffic(port, Duration.ofMinutes(10));
            CompletableFuture<Truth> sending = sendBeside(traffic);
            awaitMoreFlowsAndLosses();
            for (int parallelism : new int[] {2, 1}) {
                cluster.flink("stop", "--savepointPath", savepoints, job);
                job = find(SUBMITTED, cluster.submit(collect("--parallelism", "" + parallelism)));
                awaitMoreFlowsAndLosses();
            }
            cluster.flink("cancel", job);
            job = find(SUBMITTED, cluster.submit(collect()));
            awaitMoreFlows();
            traffic.stop();
            Truth truth = sending.join();
            awaitAllAccountedFor(truth);
            cluster.flink("stop", "--savepointPath", savepoints, job);

            assertThat(archive.count("SELECT count(*) FROM flows")).isEqualTo(truth.sent().flows());
            assertThat(archive.count(DISTINCT_FLOWS)).isEqualTo(truth.sent().flows());
            assertThat(archive.count("SELECT sum(bytes)::BIGINT FROM flows"))
                    .isEqualTo(truth.sent().octets());
            assertThat(lost()).isEqualTo(truth.detectableLostFlows());
            assertThat(archive.filesInProgress()).isEmpty();
        }
        Process audit = launcher.start("audit", "--warehouse", path("w"), "--format", "json");
        assertThat(launcher.finish(audit).get("balances").asBoolean()).isTrue();
    }

    @Test
    void anImportOnAClusterIsTheImportOfOneProcess() throws Exception {
        Truth truth =
                new TrafficRun(
                                TrafficOptions.builder()
                                        .pcap(folder.resolve("t.pcap"))
                                        .flows(100_000)
                                        .rate(10_000)
                                        .exporters(2)
                                        .loss(0.01)
                                        .build())
                        .call();
        launcher.finish(
                launcher.start(
                        "import",
                        path("t.pcap"),
                        "--warehouse",
                        path("embedded"),
                        "--format",
                        "json"));
        try (FlinkCluster cluster = FlinkCluster.start(launcher, folder.resolve("c"), 1)) {
            cluster.flink(
                    "run",
                    Path.of("..", "jobs", "target", "flowledger.jar").toString(),
                    "import",
                    path("t.pcap"),
                    "--warehouse",
                    path("w"));
        }
        assertThat(archive.count("SELECT count(*) FROM flows")).isEqualTo(truth.sent().flows());
        assertThat(lost()).isEqualTo(truth.detectableLostFlows());
        for (String table : new String[] {"flows", "losses"}) {
            assertThat(
                            archive.count(
                                    "SELECT count(*) FROM (SELECT * FROM "
                                            + table
                                            + " EXCEPT ALL SELECT * FROM read_parquet('"
                                            + path("embedded/" + table)
                                            + "/**/[!.]*.parquet'))"))
                    .as("rows of " + table + " that only the cluster's import has")
                    .isZero();
        }
    }

    @Test
    void whatIsInTheWayIsOneLineThatSaysWhatToDo() throws Exception {
        Path home = folder.resolve("c");
        launcher.assertError(
                "cluster start", "submit", "import", "x.pcap", "--dir", home.toString());
        launcher.assertError(
                "no Flink answers",
                "submit",
                "import",
                "x.pcap",
                "--address",
                "localhost:" + FlinkCluster.freePort(),
                "--dir",
                home.toString());
        launcher.assertError("receive", "submit", "receive", "--dir", home.toString());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            launcher.assertError(
                    "--rest-port",
                    "cluster",
                    "start",
                    "--rest-port",
                    Integer.toString(taken.getLocalPort()),
                    "--dir",
                    home.toString());
        }
        Files.createDirectories(home.resolve("pids"));
        Files.writeString(home.resolve("pids/jobmanager.pid"), ProcessHandle.current().pid() + "");
        try (FlinkCluster cluster = FlinkCluster.start(launcher, home, 1)) {
            launcher.assertError(
                    "cluster stop", "cluster", "start", "--dir", cluster.home().toString());
            assertThat(cluster.cluster("status")).contains("1 of 1 slots free");
        }
    }

    private String[] collect(String... further) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "collect",
                                "--attach",
                                path("s"),
                                "--warehouse",
                                path("w"),
                                "--checkpoint-interval",
                                "1s",
                                "--reorder-window",
                                "2s",
                                "--detached"));
        command.addAll(List.of(further));
        return command.toArray(new String[0]);
    }

    private static TrafficRun traffic(int port, Duration duration) {
        return new TrafficRun(
                TrafficOptions.builder()
                        .to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .engines(2)
                        .rate(20_000)
                        .duration(duration)
                        .loss(0.02)
                        .duplicates(0.01)
                        .build());
    }

    private static CompletableFuture<Truth> sendBeside(TrafficRun traffic) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return traffic.call();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void awaitMoreFlows() throws Exception {
        long before = flows();
        Await.until("more flows archived than " + before, () -> flows() > before);
    }

    /** Losses are entered as event time goes on, so that none of the tasks holds it back. */
    private void awaitMoreFlowsAndLosses() throws Exception {
        long before = lost();
        awaitMoreFlows();
        Await.until("more losses than " + before, () -> lost() > before);
    }

    /** While the receiver runs: it is its clock that closes the last gaps. */
    private void awaitAllAccountedFor(Truth truth) throws Exception {
        long numbered = truth.sent().flows() + truth.detectableLostFlows();
        Await.until(
                numbered + " flows archived or entered as lost",
                () -> flows() + lost() == numbered);
    }

    private long flows() throws Exception {
        return archive.hasFiles() ? archive.count("SELECT count(*) FROM flows") : 0;
    }

    private long lost() throws Exception {
        return archive.lostByCause().values().stream().mapToLong(flows -> flows).sum();
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
