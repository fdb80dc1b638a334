package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a standalone Flink cluster: a JobManager, two TaskManagers, the job jar uploaded. */
class ClusterE2ECase {

    private static final Pattern SUBMITTED = Pattern.compile("with JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT_FOLDER = Pattern.compile("--savepointPath (\\S+)");

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    Path folder;

    private Launcher launcher;
    private Books books;
    private ArchiveQueries archive;

    @BeforeEach
    void prepare() {
        launcher = new Launcher(folder);
        books = new Books(launcher, folder.resolve("w"));
        archive = books.archive();
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void aKilledTaskManagerAStopAndANewStartLoseAndRepeatNothing() throws Exception {
        int port = Launcher.freePort();
        try (FlinkCluster cluster = FlinkCluster.start(launcher, folder.resolve("c"), 2)) {
            Process receiver = launcher.listening(receive(port));
            String submitted = cluster.submit(collect());
            String first = find(SUBMITTED, submitted);
            String savepoints = find(SAVEPOINT_FOLDER, submitted);
            OngoingTraffic sending = sendBeside(port, Duration.ofSeconds(45));
            books.awaitMoreFlows();

            String killed = cluster.killBusyTaskManager();
            assertThat(cluster.cluster("taskmanager")).contains(killed);
            Await.until("restart", () -> cluster.state(first).equals("RUNNING"));
            books.awaitMoreFlows();

            assertThat(cluster.flink("stop", "--savepointPath", savepoints, first))
                    .contains("Savepoint completed");
            String second = find(SUBMITTED, cluster.submit(collect()));
            books.awaitMoreFlows();
            Truth truth = sending.end();
            books.awaitAllAccountedFor(truth);
            JsonNode received = launcher.stop(receiver);
            assertThat(received.get("datagrams").asLong()).isEqualTo(truth.payloadsSent());
            cluster.flink("stop", "--savepointPath", savepoints, second);

            assertThat(archive.count("SELECT count(*) FROM flows")).isEqualTo(truth.sent().flows());
            assertThat(archive.count("SELECT sum(bytes)::BIGINT FROM flows"))
                    .isEqualTo(truth.sent().octets());
            assertThat(books.lost()).isEqualTo(truth.detectableLostFlows());
            assertThat(archive.filesInProgress()).isEmpty();
        }
        books.assertAudit();
    }

    @Test
    void aJobThatIsRescaledWithSavepointsAndOnceCancelledAccountsForEveryFlow() throws Exception {
        int port = Launcher.freePort();
        launcher.listening(receive(port));
        try (OngoingTraffic sending = sendBeside(port, Duration.ofMinutes(10));
                FlinkCluster cluster = FlinkCluster.start(launcher, folder.resolve("c"), 2)) {
            String submitted = cluster.submit(collect());
            String savepoints = find(SAVEPOINT_FOLDER, submitted);
            String job = find(SUBMITTED, submitted);
            awaitMoreFlowsAndLosses();
            for (int parallelism : new int[] {2, 1}) {
                cluster.flink("stop", "--savepointPath", savepoints, job);
                job = find(SUBMITTED, cluster.submit(collect("--parallelism", "" + parallelism)));
                awaitMoreFlowsAndLosses();
            }
            cluster.flink("cancel", job);
            job = find(SUBMITTED, cluster.submit(collect()));
            books.awaitMoreFlows();
            Truth truth = sending.stop();
            books.awaitAllAccountedFor(truth);
            cluster.flink("stop", "--savepointPath", savepoints, job);

            assertThat(books.flows()).isEqualTo(truth.sent().flows());
            assertThat(archive.count("SELECT sum(bytes)::BIGINT FROM flows"))
                    .isEqualTo(truth.sent().octets());
            assertThat(archive.filesInProgress()).isEmpty();
            books.assertPostedMinutes();
            books.assertExact(truth);
        }
    }

    /** Losses are entered as event time goes on, so that none of the tasks holds it back. */
    private void awaitMoreFlowsAndLosses() throws Exception {
        long before = books.lost();
        books.awaitMoreFlows();
        Await.until("more losses than " + before, () -> books.lost() > before);
    }

    @Test
    void aKilledJobManagerReceiverAndTaskManagerLoseAndRepeatNothing() throws Exception {
        int port = Launcher.freePort();
        Process receiver = launcher.listening(receive(port));
        try (OngoingTraffic sending = sendBeside(port, Duration.ofMinutes(10));
                FlinkCluster cluster =
                        FlinkCluster.start(
                                launcher, folder.resolve("c"), 2, "--high-availability")) {
            String job = find(SUBMITTED, cluster.submit(collect()));
            books.awaitMoreFlows();

            cluster.kill("jobmanager");
            assertThat(cluster.cluster("jobmanager")).contains("jobmanager is up");
            books.awaitMoreFlows();
            assertThat(cluster.state(job)).isEqualTo("RUNNING");

            receiver.destroyForcibly().waitFor();
            receiver = launcher.listening(receive(port));
            books.awaitMoreFlows();

            assertThat(cluster.killBusyTaskManager()).startsWith("taskmanager-");
            books.awaitMoreFlows();

            Truth truth = sending.stop();
            books.awaitAllAccountedFor(truth);
            launcher.stop(receiver);
            books.assertExact(truth);
            assertThat(archive.lostByCause()).containsOnlyKeys("upstream", "collector_down");
        }
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
        assertThat(books.lost()).isEqualTo(truth.detectableLostFlows());
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
    void accountsAuditsAndNightsOfAClusterAreThoseOfOneProcess() throws Exception {
        Truth truth =
                new TrafficRun(
                                TrafficOptions.builder()
                                        .pcap(folder.resolve("t.pcap"))
                                        .flows(300_000)
                                        .rate(500)
                                        .exporters(2)
                                        .engines(2)
                                        .loss(0.01)
                                        .start(Instant.parse("2026-11-01T10:00:00Z"))
                                        .build())
                        .call();
        String[] account = {
            "account", "--warehouse", path("w"), "--from", "2026-11-01", "--format", "json"
        };
        String[] audit = {"audit", "--warehouse", path("w"), "--format", "json"};
        launcher.finish(
                launcher.start(
                        "import",
                        path("t.pcap"),
                        "--warehouse",
                        path("w"),
                        "--no-accounting",
                        "--format",
                        "json"));
        JsonNode embedded = launcher.finish(launcher.start(account));
        assertThat(embedded.get("flows").asLong()).isEqualTo(truth.sent().flows());
        books.assertPostedMinutes();
        Path before = folder.resolve("embedded");
        Files.move(folder.resolve("w/postings"), before);
        JsonNode balance = launcher.finish(launcher.start(audit));

        try (FlinkCluster cluster = FlinkCluster.start(launcher, folder.resolve("c"), 2)) {
            String submitted = cluster.submit(with(account, "--parallelism", "2"));
            assertThat(json(submitted)).isEqualTo(embedded);
            assertSamePostings(before);

            String run =
                    cluster.flink(
                            with(
                                    new String[] {"run", "../jobs/target/flowledger.jar"},
                                    with(account, "--view", "protocols,as_pairs")));
            assertThat(json(run).at("/byView/protocols/rowsReplaced"))
                    .isEqualTo(embedded.at("/byView/protocols/rowsWritten"));
            assertSamePostings(before);

            assertThat(json(cluster.submit(audit))).isEqualTo(balance);
            assertSameNight(cluster);
        }
        assertThat(balance.at("/total/lost").asLong()).isEqualTo(truth.detectableLostFlows());
    }

    /** Rollups, bills and compacted flows of a cluster are those of one process, byte for byte. */
    private void assertSameNight(FlinkCluster cluster) throws Exception {
        Path other = folder.resolve("other");
        FileTrees.copy(folder.resolve("w"), other);
        String[] nightly = {"nightly", "--date", "2026-11-01", "--format", "json", "--warehouse"};
        launcher.finish(launcher.start(with(nightly, other.toString())));
        assertThat(json(cluster.submit(with(nightly, path("w")))).get("good").asBoolean()).isTrue();
        for (String table : List.of("rollups", "bills", "flows")) {
            assertThat(FileTrees.contents(folder.resolve("w").resolve(table)))
                    .as(table)
                    .isNotEmpty()
                    .isEqualTo(FileTrees.contents(other.resolve(table)));
        }
    }

    private static String[] with(String[] command, String... further) {
        return Stream.concat(Stream.of(command), Stream.of(further)).toArray(String[]::new);
    }

    /** The last line that is JSON; before it Flink's client says what it did. */
    private static JsonNode json(String said) throws Exception {
        String line =
                said.lines().filter(each -> each.startsWith("{")).reduce((a, b) -> b).orElseThrow();
        return new ObjectMapper().readTree(line);
    }

    private void assertSamePostings(Path before) throws Exception {
        String others = "(SELECT * FROM read_parquet('" + before + "/**/[!.]*.parquet'))";
        assertThat(archive.count("SELECT count(*) FROM postings"))
                .isEqualTo(archive.count("SELECT count(*) FROM " + others));
        assertThat(
                        archive.count(
                                "SELECT count(*) FROM (SELECT * FROM postings EXCEPT ALL "
                                        + others
                                        + ")"))
                .as("rows that one process did not post")
                .isZero();
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

    private String[] receive(int port) {
        return new String[] {
            "receive", "--listen", "127.0.0.1:" + port, "--spool", path("s"), "--format", "json"
        };
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

    private OngoingTraffic sendBeside(int port, Duration duration) {
        return OngoingTraffic.start(
                TrafficOptions.builder()
                        .to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .engines(2)
                        .rate(20_000)
                        .duration(duration)
                        .loss(0.02)
                        .duplicates(0.01)
                        .build());
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
