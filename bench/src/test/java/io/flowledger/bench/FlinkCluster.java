package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A cluster of {@code cluster start}: its commands, its REST address, its processes. */
final class FlinkCluster implements AutoCloseable {

    private final Launcher launcher;
    private final Path home;
    private final int port;

    private FlinkCluster(Launcher launcher, Path home, int port) {
        this.launcher = launcher;
        this.home = home;
        this.port = port;
    }

    /**
     * @param further options of {@code cluster start}
     */
    static FlinkCluster start(Launcher launcher, Path home, int taskManagers, String... further)
            throws Exception {
        FlinkCluster cluster = new FlinkCluster(launcher, home, freePort());
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(
                home.resolve("conf/config.yaml"),
                "env.java.opts.jobmanager: " + Launcher.RUN_ONCE + "\n");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "start",
                                "--taskmanagers",
                                Integer.toString(taskManagers),
                                "--slots",
                                "1",
                                "--rest-port",
                                Integer.toString(cluster.port)));
        command.addAll(List.of(further));
        String said = cluster.cluster(command.toArray(new String[0]));
        assertThat(said).contains(taskManagers + " slots").contains("http://localhost:");
        return cluster;
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    /** Runs {@code cluster COMMAND …} to its end; returns what it printed. */
    String cluster(String... command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("cluster"));
        arguments.addAll(List.of(command));
        return run(arguments);
    }

    /** Runs {@code submit COMMAND …} to its end; returns what it printed. */
    String submit(String... command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("submit"));
        arguments.addAll(List.of(command));
        return run(arguments);
    }

    /** Runs Flink's own client; returns what it printed. */
    String flink(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/flink").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("FLINK_ENV_JAVA_OPTS_CLI", Launcher.RUN_ONCE);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private String run(List<String> arguments) throws Exception {
        arguments.addAll(List.of("--dir", home.toString()));
        Process process = launcher.start(arguments.toArray(new String[0]));
        assertThat(process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("exit code of " + arguments + ": " + Files.readString(launcher.errors(process)))
                .isZero();
        return Files.readString(launcher.output(process));
    }

    String state(String job) throws IOException {
        return get("/jobs/" + job).path("state").asText();
    }

    int taskManagers() throws IOException {
        return get("/overview").path("taskmanagers").asInt();
    }

    /** {@code kill -9} of a TaskManager that has a task; its name. */
    String killBusyTaskManager() throws Exception {
        for (JsonNode taskManager : get("/taskmanagers").path("taskmanagers")) {
            if (taskManager.path("freeSlots").asInt() < taskManager.path("slotsNumber").asInt()) {
                String name = nameOf(taskManager.path("id").asText());
                kill(name);
                return name;
            }
        }
        throw new AssertionError("no TaskManager has a task");
    }

    /** {@code kill -9}. */
    void kill(String name) throws Exception {
        long pid = Long.parseLong(Files.readString(home.resolve("pids/" + name + ".pid")).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** A TaskManager writes the id that it gave itself into its log. */
    private String nameOf(String id) throws IOException {
        try (var logs = Files.newDirectoryStream(home.resolve("log"), "taskmanager-*.log")) {
            for (Path log : logs) {
                if (Files.readString(log).contains(id)) {
                    return log.getFileName().toString().replace(".log", "");
                }
            }
        }
        throw new AssertionError("no log names " + id);
    }

    private JsonNode get(String path) throws IOException {
        return new ObjectMapper().readTree(URI.create("http://localhost:" + port + path).toURL());
    }

    @Override
    public void close() throws Exception {
        cluster("stop");
    }

    /** Whether a REST endpoint on this machine does. */
    static boolean answers(int port, String path) throws IOException {
        try {
            URI.create("http://localhost:" + port + path).toURL().openStream().close();
            return true;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
