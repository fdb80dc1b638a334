package io.flowledger.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;

/**
 * One process of a cluster, known by its pid file. A pid is only believed if the kernel's command
 * line of it names our main class and our log: pids are given out again.
 *
 * @param name {@code jobmanager}, {@code taskmanager-2} or {@code zookeeper}
 */
record ClusterProcess(ClusterFolder folder, String name) {

    private static final Pattern NUMBERED = Pattern.compile("taskmanager-(\\d+)");

    static ClusterProcess jobManager(ClusterFolder folder) {
        return new ClusterProcess(folder, FlinkRole.JOB_MANAGER.prefix());
    }

    static ClusterProcess taskManager(ClusterFolder folder, int number) {
        return new ClusterProcess(folder, FlinkRole.TASK_MANAGER.prefix() + "-" + number);
    }

    static ClusterProcess zooKeeper(ClusterFolder folder) {
        return new ClusterProcess(folder, FlinkRole.ZOOKEEPER.prefix());
    }

    FlinkRole role() {
        return FlinkRole.ofProcess(name);
    }

    int number() {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    Path log() {
        return folder.log().resolve(name + ".log");
    }

    /** What it prints, which is little: its last words before a log is open, or a crash's. */
    Path output() {
        return folder.log().resolve(name + ".out");
    }

    Path pidFile() {
        return folder.pids().resolve(name + ".pid");
    }

    void start(Configuration configuration) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(role().command(folder, configuration, name))
                        .directory(folder.home().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile())
                        .redirectInput(new java.io.File("/dev/null"));
        builder.environment().put("FLINK_CONF_DIR", folder.conf().toString());
        builder.environment().put("FLINK_LIB_DIR", folder.lib().toString());
        builder.environment().put("FLINK_PLUGINS_DIR", folder.plugins().toString());
        Files.writeString(pidFile(), builder.start().pid() + "\n");
    }

    /** What the pid file says, whoever has that pid now. */
    Optional<Long> recordedPid() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(Files.readString(pidFile()).strip()));
        } catch (NumberFormatException e) {
            return Optional.of(-1L);
        }
    }

    /** The running process, if that pid is still ours. */
    Optional<ProcessHandle> running() throws IOException {
        Optional<Long> pid = recordedPid();
        return pid.isPresent() && isOurs(pid.get())
                ? ProcessHandle.of(pid.get())
                : Optional.empty();
    }

    /**
     * SIGTERM, and SIGKILL where that is not heard.
     *
     * @return whether it was running
     */
    boolean stop(Duration patience) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = running();
        if (process.isPresent()) {
            process.get().destroy();
            if (!endsWithin(process.get(), patience) && isOurs(process.get().pid())) {
                process.get().destroyForcibly();
                endsWithin(process.get(), patience);
            }
        }
        forget();
        return process.isPresent();
    }

    void forget() throws IOException {
        Files.deleteIfExists(pidFile());
    }

    private static boolean endsWithin(ProcessHandle process, Duration patience)
            throws InterruptedException {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for process " + process.pid(), e);
        }
    }

    private boolean isOurs(long pid) {
        try {
            String commandLine =
                    Files.readString(
                            Path.of("/proc", Long.toString(pid), "cmdline"),
                            StandardCharsets.ISO_8859_1);
            return commandLine.contains("\0" + role().mainClass() + "\0")
                    && commandLine.contains("\0" + FlinkRole.logArgument(folder, name) + "\0");
        } catch (IOException gone) {
            return false;
        }
    }
}
