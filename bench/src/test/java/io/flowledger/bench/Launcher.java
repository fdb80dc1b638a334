package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Commands of the launcher as processes of their own, with what they print kept in a folder. Ends
 * those that are left when it is closed.
 */
final class Launcher implements AutoCloseable {

    private static final Path SCRIPT = Path.of("..", "flowledger").toAbsolutePath().normalize();

    /** For processes that run most of their code once: better code would not pay for being made. */
    static final String RUN_ONCE = "-XX:TieredStopAtLevel=1";

    private static final Set<String> LASTING = Set.of("collect", "receive");

    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    Launcher(Path folder) {
        this.folder = folder;
    }

    Process start(String... arguments) throws Exception {
        String jvm = KeptClasses.options(folder);
        if (!LASTING.contains(arguments[0])) {
            jvm += " " + RUN_ONCE;
        }
        ProcessBuilder builder = command(folder, jvm, arguments);
        Path errors = folder.resolve("stderr-" + started.size());
        Path output = folder.resolve("stdout-" + started.size());
        Process process =
                builder.redirectError(errors.toFile()).redirectOutput(output.toFile()).start();
        started.add(process);
        return process;
    }

    static ProcessBuilder command(Path folder, String jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FLOWLEDGER_NO_BUILD", "1");
        builder.environment().put("FLOWLEDGER_LOG", folder.resolve("flowledger.log").toString());
        builder.environment().put("FLOWLEDGER_JVM_OPTS", jvmOptions);
        return builder;
    }

    /** Starts a command that receives, and returns once it does. */
    Process listening(String... arguments) throws Exception {
        Process process = start(arguments);
        Path errors = errors(process);
        Await.until(
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

    /** SIGTERM, which is what systemd sends; Ctrl-C takes the same way. */
    JsonNode stop(Process process) throws Exception {
        process.destroy();
        return finish(process);
    }

    /** Waits for the end; returns the JSON summary that is the last line of output. */
    JsonNode finish(Process process) throws Exception {
        awaitEnd(process);
        Path output = folder.resolve("stdout-" + started.indexOf(process));
        try (BufferedReader reader = Files.newBufferedReader(output)) {
            String last = reader.lines().reduce((a, b) -> b).orElse("");
            assertThat(last)
                    .as("summary; stderr: " + Files.readString(errors(process)))
                    .startsWith("{");
            return new ObjectMapper().readTree(last);
        }
    }

    /** Fails unless the command ends with one line on standard error that contains the text. */
    void assertError(String expected, String... arguments) throws Exception {
        Process process = start(arguments);
        awaitEnd(process);
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

    /** File of what the process says on standard error. */
    Path errors(Process process) {
        return folder.resolve("stderr-" + started.indexOf(process));
    }

    /** File of what the process prints. */
    Path output(Process process) {
        return folder.resolve("stdout-" + started.indexOf(process));
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitEnd(Process process) throws InterruptedException {
        assertThat(process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ends in time")
                .isTrue();
    }
}
