package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL by the launcher's real processes: from a file, a pipe, a terminal, and on a cluster. */
class SqlE2ECase {

    private static final long FLOWS = 3_000;
    private static final String BY_EXPORTER =
            "SELECT exporter, COUNT(*) AS n FROM flows_text GROUP BY exporter;\n";

    @TempDir Path folder;

    private Launcher launcher;
    private String warehouse;

    @BeforeEach
    void importFlows() throws Exception {
        launcher = new Launcher(folder);
        warehouse = folder.resolve("w").toString();
        Path capture = folder.resolve("t.pcap");
        new TrafficRun(
                        TrafficOptions.builder()
                                .pcap(capture)
                                .flows(FLOWS)
                                .rate(1_000)
                                .exporters(1)
                                .build())
                .call();
        launcher.finish(
                launcher.start(
                        "import",
                        capture.toString(),
                        "--warehouse",
                        warehouse,
                        "--format",
                        "json"));
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void aFileIsRunAndAStatementThatFailsIsTheEnd() throws Exception {
        Path script = Files.writeString(folder.resolve("s.sql"), BY_EXPORTER);
        Process run =
                launcher.start(
                        "sql",
                        "--warehouse",
                        warehouse,
                        "-f",
                        script.toString(),
                        "--format",
                        "csv");
        assertThat(ended(run)).as(said(run)).isZero();
        assertThat(output(run)).isEqualTo("exporter,n\r\n127.0.0.1," + FLOWS + "\r\n");

        launcher.assertError(
                "statement 2 (SELECT n …) failed: line 1, column 8: Column 'n' not found",
                "sql",
                "--warehouse",
                warehouse,
                "-e",
                "SELECT 1; SELECT n\nFROM flows");
    }

    @Test
    void whatIsPipedInIsRun() throws Exception {
        Process run = launcher.start("sql", "--warehouse", warehouse);
        type(run, "SHOW TABLES;\n" + BY_EXPORTER);
        assertThat(ended(run)).as(said(run)).isZero();
        assertThat(output(run)).contains("flows_text", "127.0.0.1  " + FLOWS);
    }

    /** {@code script} of util-linux makes the terminal. */
    @Test
    void onATerminalFlinksClientOpensWithTheCatalogInPlace() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "script",
                        "-qec",
                        Path.of("..", "flowledger").toAbsolutePath().normalize()
                                + " sql --warehouse "
                                + warehouse,
                        "/dev/null");
        builder.environment().put("FLOWLEDGER_NO_BUILD", "1");
        builder.environment().put("FLOWLEDGER_LOG", folder.resolve("client.log").toString());
        Process run =
                builder.redirectErrorStream(true)
                        .redirectOutput(folder.resolve("terminal").toFile())
                        .start();
        try {
            OutputStream keys = run.getOutputStream();
            awaitOnTerminal("Command history");
            keys.write(BY_EXPORTER.getBytes(StandardCharsets.UTF_8));
            keys.flush();
            awaitOnTerminal("1 row in set");
            keys.write("QUIT;\n".getBytes(StandardCharsets.UTF_8));
            keys.flush();
            assertThat(ended(run)).isZero();
            assertThat(Files.readString(folder.resolve("terminal")))
                    .containsPattern("127\\.0\\.0\\.1 \\| *" + FLOWS);
        } finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly();
        }
    }

    @Test
    void aClusterRunsThem() throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(launcher, folder.resolve("c"), 1)) {
            Process run =
                    launcher.start(
                            "sql",
                            "--warehouse",
                            warehouse,
                            "--address",
                            "localhost:" + cluster.port(),
                            "--format",
                            "csv",
                            "-e",
                            BY_EXPORTER);
            assertThat(ended(run)).as(said(run)).isZero();
            assertThat(output(run)).isEqualTo("exporter,n\r\n127.0.0.1," + FLOWS + "\r\n");
        }
    }

    /** The jar is in {@code lib}, of the gateway and of the cluster behind it. */
    @Test
    void aGatewayPlansThemAndTellsHowAResultChanges() throws Exception {
        Path home = folder.resolve("c");
        Files.createDirectories(home.resolve("lib"));
        Files.copy(
                Path.of("..", "jobs", "target", "flowledger.jar"),
                home.resolve("lib/flowledger.jar"));
        try (FlinkCluster cluster = FlinkCluster.start(launcher, home, 1);
                FlinkGateway gateway = FlinkGateway.start(cluster)) {
            assertThat(through(gateway, "batch", BY_EXPORTER))
                    .containsExactly("exporter,n", "127.0.0.1," + FLOWS);
            List<String> changes =
                    through(
                            gateway,
                            "streaming",
                            "SELECT exporter, COUNT(*) AS n FROM flows GROUP BY exporter");
            assertThat(changes.subList(0, 2)).containsExactly("op,exporter,n", "+I,127.0.0.1,1");
            assertThat(changes.subList(changes.size() - 2, changes.size()))
                    .containsExactly("-U,127.0.0.1," + (FLOWS - 1), "+U,127.0.0.1," + FLOWS);
        }
    }

    private List<String> through(FlinkGateway gateway, String mode, String statement)
            throws Exception {
        Process run =
                launcher.start(
                        "sql",
                        "--warehouse",
                        warehouse,
                        "--address",
                        gateway.address(),
                        "--mode",
                        mode,
                        "--format",
                        "csv",
                        "-e",
                        statement);
        assertThat(ended(run)).as(said(run)).isZero();
        return output(run).lines().toList();
    }

    private void awaitOnTerminal(String text) throws Exception {
        Path terminal = folder.resolve("terminal");
        Await.until(text, () -> Files.readString(terminal).contains(text));
    }

    private static void type(Process process, String text) throws Exception {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String output(Process process) throws Exception {
        return Files.readString(launcher.output(process));
    }

    private String said(Process process) throws Exception {
        return Files.readString(launcher.errors(process));
    }
}
