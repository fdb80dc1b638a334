package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.Counts;
import io.flowledger.bench.traffic.SessionTruth;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's real processes, real UDP on loopback, real files read back by DuckDB. */
class CollectE2ECase {

    private static final Path LAUNCHER = Path.of("..", "flowledger").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatWasSentWithoutLossIsArchivedExactlyOncePerSession() throws Exception {
        int port = freePort();
        Process collect =
                listening(
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
        JsonNode summary = stop(collect);

        assertThat(summary.get("kernelDrops").asLong()).isZero();
        assertThat(summary.get("flows").asLong()).isEqualTo(truth.sent().flows());
        assertThat(summary.get("octets").asLong()).isEqualTo(truth.sent().octets());
        assertThat(archived()).isEqualTo(sentBySession(truth));
        assertThat(hiddenFiles()).as("in-progress files left behind").isEmpty();
    }

    @Test
    void flowsAreQueryableWhileCollecting() throws Exception {
        int port = freePort();
        listening(
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
        await(
                "all flows visible",
                () -> hasFiles() && count("SELECT count(*) FROM flows") == truth.sent().flows());
    }

    @Test
    void aKilledCollectorResumesWithoutLosingOrRepeatingASpooledDatagram() throws Exception {
        int port = freePort();
        String[] receive = {
            "receive", "--listen", "127.0.0.1:" + port, "--spool", path("s"), "--format", "json"
        };
        Process receiver = listening(receive);
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
        Process first = listening(collect);
        Truth one = send(port, 2, 30_000, Duration.ofSeconds(4), 0);
        first.destroyForcibly().waitFor();
        Truth two = send(port, 2, 30_000, Duration.ofSeconds(2), 7);
        Process second = listening(collect);
        Truth three = send(port, 2, 30_000, Duration.ofSeconds(2), 11);
        JsonNode received = stop(receiver);
        stop(second);

        long flows = one.sent().flows() + two.sent().flows() + three.sent().flows();
        assertThat(received.get("datagrams").asLong())
                .isEqualTo(one.payloadsSent() + two.payloadsSent() + three.payloadsSent());
        assertThat(count("SELECT count(*) FROM flows")).isEqualTo(flows);
        assertThat(
                        count(
                                "SELECT count(*) FROM (SELECT DISTINCT exporter, exporter_port, engine_type, engine_id,"
                                        + " sequence, record, sys_uptime FROM flows)"))
                .isEqualTo(flows);
    }

    @Test
    void aCleanStopAndANewStartRepeatNothing() throws Exception {
        int port = freePort();
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
        Process first = listening(collect);
        Truth one = send(port, 1, 10_000, Duration.ofSeconds(2), 0);
        stop(first);
        Process second = listening(collect);
        Truth two = send(port, 1, 10_000, Duration.ofSeconds(2), 5);
        stop(second);
        assertThat(count("SELECT count(*) FROM flows"))
                .isEqualTo(one.sent().flows() + two.sent().flows());
    }

    @Test
    void importOfTheSameDatagramsGivesTheSameArchive() throws Exception {
        TrafficOptions options =
                TrafficOptions.builder()
                        .pcap(folder.resolve("t.pcap"))
                        .flows(50_000)
                        .rate(10_000)
                        .exporters(2)
                        .build();
        Truth truth = new TrafficRun(options).call();
        Process run = start("import", path("t.pcap"), "--warehouse", path("w"), "--format", "json");
        JsonNode summary = finish(run);
        assertThat(summary.get("flows").asLong()).isEqualTo(truth.sent().flows());
        assertThat(archived()).isEqualTo(sentBySession(truth));
    }

    @Test
    void whatAUserGetsWrongIsOneLineThatSaysWhatToDo() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertError(
                    "in use",
                    "collect",
                    "--listen",
                    "127.0.0.1:" + taken.getLocalPort(),
                    "--warehouse",
                    path("w"),
                    "--spool",
                    path("s"));
        }
        assertError("--liste", "collect", "--liste", "127.0.0.1:1");
        assertError("HOST:PORT", "receive", "--listen", "nonsense", "--spool", path("s"));
        assertError(
                "--warehouse",
                "collect",
                "--listen",
                "127.0.0.1:" + freePort(),
                "--spool",
                path("s"));
        Files.createDirectories(folder.resolve("newer/.flowledger"));
        Files.writeString(folder.resolve("newer/.flowledger/format.json"), "{\"format\": 99}");
        assertError(
                "newer",
                "collect",
                "--listen",
                "127.0.0.1:" + freePort(),
                "--warehouse",
                path("newer"),
                "--spool",
                path("s"));
        Files.writeString(folder.resolve("notes.txt"), "no capture at all, just text");
        assertError("notes.txt", "import", path("notes.txt"), "--warehouse", path("w"));
        Files.writeString(folder.resolve("bad.yaml"), "warehouze: x\n");
        assertError("warehouze", "collect", "--config", path("bad.yaml"));
        assertError(
                "/proc/nowhere",
                "collect",
                "--listen",
                "127.0.0.1:" + freePort(),
                "--warehouse",
                "/proc/nowhere",
                "--spool",
                path("s"));
        listening("receive", "--listen", "127.0.0.1:" + freePort(), "--spool", path("held"));
        String spool = held();
        int heldPort =
                Integer.parseInt(spool.substring(spool.indexOf('_') + 1, spool.lastIndexOf('-')));
        assertError(
                "in use",
                "collect",
                "--listen",
                "127.0.0.1:" + heldPort,
                "--warehouse",
                path("w"),
                "--spool",
                path("held"));
        assertError(
                "held",
                "receive",
                "--listen",
                "127.0.0.1:" + heldPort,
                "--sockets",
                "2",
                "--spool",
                path("held"));
    }

    @Test
    void aCaptureThatIsCutGivesItsWholePacketsAndSaysSo() throws Exception {
        new TrafficRun(
                        TrafficOptions.builder()
                                .pcap(folder.resolve("t.pcap"))
                                .flows(3_000)
                                .rate(1_000)
                                .build())
                .call();
        byte[] whole = Files.readAllBytes(folder.resolve("t.pcap"));
        Files.write(folder.resolve("cut.pcap"), java.util.Arrays.copyOf(whole, whole.length - 700));
        Process run =
                start("import", path("cut.pcap"), "--warehouse", path("w"), "--format", "json");
        assertThat(finish(run).get("flows").asLong()).isEqualTo(2_970);
        assertThat(Files.readString(errors(run))).contains("cut.pcap").contains("cut");
    }

    private String held() throws IOException {
        try (var spools = Files.list(folder.resolve("held"))) {
            return spools.findFirst().orElseThrow().getFileName().toString();
        }
    }

    private void assertError(String expected, String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        List<String> lines =
                Files.readAllLines(errors(process)).stream()
                        .filter(line -> !line.isBlank())
                        .toList();
        assertThat(process.exitValue()).as("exit code of " + List.of(arguments)).isNotZero();
        assertThat(lines).as("stderr of " + List.of(arguments)).hasSize(1);
        assertThat(lines.get(0))
                .startsWith("flowledger: ")
                .contains(expected)
                .doesNotContain("Exception");
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

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FLOWLEDGER_NO_BUILD", "1");
        builder.environment().put("FLOWLEDGER_LOG", folder.resolve("flowledger.log").toString());
        Path errors = folder.resolve("stderr-" + started.size());
        Path output = folder.resolve("stdout-" + started.size());
        Process process =
                builder.redirectError(errors.toFile()).redirectOutput(output.toFile()).start();
        started.add(process);
        return process;
    }

    private Process listening(String... arguments) throws Exception {
        Process process = start(arguments);
        Path errors = errors(process);
        await(
                "'listening on' or 'attached to' of " + List.of(arguments),
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("ended: " + Files.readString(errors));
                    }
                    String said = Files.readString(errors);
                    return said.contains("listening on") || said.contains("attached to");
                });
        return process;
    }

    private Path errors(Process process) {
        return folder.resolve("stderr-" + started.indexOf(process));
    }

    /** SIGTERM, which is what systemd sends; Ctrl-C takes the same way. */
    private JsonNode stop(Process process) throws Exception {
        process.destroy();
        return finish(process);
    }

    private JsonNode finish(Process process) throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ends in time")
                .isTrue();
        Path output = folder.resolve("stdout-" + started.indexOf(process));
        try (BufferedReader reader = Files.newBufferedReader(output)) {
            String last = reader.lines().reduce((a, b) -> b).orElse("");
            assertThat(last)
                    .as("summary; stderr: " + Files.readString(errors(process)))
                    .startsWith("{");
            return new ObjectMapper().readTree(last);
        }
    }

    private Map<String, Counts> sentBySession(Truth truth) {
        Map<String, Counts> sent = new HashMap<>();
        for (SessionTruth session : truth.sessions()) {
            String key =
                    session.exporter()
                            + ":"
                            + session.port()
                            + "/"
                            + session.engineType()
                            + "/"
                            + session.engineId();
            sent.merge(key, session.sent(), Counts::plus);
        }
        sent.values().removeIf(counts -> counts.flows() == 0);
        return sent;
    }

    private Map<String, Counts> archived() throws SQLException {
        Map<String, Counts> archived = new HashMap<>();
        query(
                "SELECT exporter || ':' || exporter_port || '/' || engine_type || '/' || engine_id,"
                        + " count(DISTINCT (sequence, sys_uptime)), count(*), sum(packets)::BIGINT, sum(bytes)::BIGINT"
                        + " FROM flows GROUP BY 1",
                row ->
                        archived.put(
                                row.getString(1),
                                new Counts(
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5))));
        return archived;
    }

    private long count(String sql) throws SQLException {
        long[] count = new long[1];
        query(sql, row -> count[0] = row.getLong(1));
        return count[0];
    }

    private void query(String sql, RowReader reader) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            duckdb.createStatement()
                    .execute(
                            "CREATE VIEW flows AS SELECT * FROM read_parquet('"
                                    + path("w")
                                    + "/flows/*/*/[!.]*.parquet')");
            try (ResultSet rows = duckdb.createStatement().executeQuery(sql)) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private boolean hasFiles() throws IOException {
        Path flows = folder.resolve("w/flows");
        if (!Files.exists(flows)) {
            return false;
        }
        try (var files = Files.walk(flows)) {
            return files.anyMatch(
                    file ->
                            file.toString().endsWith(".parquet")
                                    && !file.getFileName().toString().startsWith("."));
        }
    }

    private List<Path> hiddenFiles() throws IOException {
        try (var files = Files.walk(folder.resolve("w/flows"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(".")).toList();
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime())
                    .as(what + " within " + PATIENCE.toSeconds() + " s")
                    .isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
