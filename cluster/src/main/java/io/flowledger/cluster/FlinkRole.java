package io.flowledger.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * The kinds of process of a cluster in the order in which they are stopped, and the command lines
 * that Flink's scripts give them.
 */
enum FlinkRole {
    JOB_MANAGER(
            "jobmanager",
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "jobmanager"),
    TASK_MANAGER(
            "taskmanager",
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "taskmanager"),
    /** One server, of the ZooKeeper that Flink has in itself. */
    ZOOKEEPER(
            "zookeeper",
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
            "zookeeper");

    private final String prefix;
    private final String mainClass;
    private final String optsKey;

    FlinkRole(String prefix, String mainClass, String optsKey) {
        this.prefix = prefix;
        this.mainClass = mainClass;
        this.optsKey = "env.java.opts." + optsKey;
    }

    /** Whose process has this name. */
    static FlinkRole ofProcess(String name) {
        return Arrays.stream(values())
                .filter(role -> name.startsWith(role.prefix))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no process of a cluster: " + name));
    }

    /** Begin of the names of its processes, pid files and logs. */
    String prefix() {
        return prefix;
    }

    String mainClass() {
        return mainClass;
    }

    List<String> command(ClusterFolder folder, Configuration configuration, String name) {
        List<String> command = new ArrayList<>();
        // a session of its own: Ctrl-C and the end of the terminal are for the launcher
        command.add("setsid");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words(memory(configuration)));
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(words(configuration.getString("env.java.opts.all", "")));
        command.addAll(words(configuration.getString(optsKey, "")));
        command.add(logArgument(folder, name));
        command.add(
                "-Dlog4j.configurationFile=" + folder.conf().resolve("log4j.properties").toUri());
        command.addAll(List.of("-cp", folder.lib() + "/*", mainClass));
        command.addAll(arguments(folder, configuration));
        return command;
    }

    /** What tells the process of this name and folder from all others. */
    static String logArgument(ClusterFolder folder, String name) {
        return "-Dlog.file=" + folder.log().resolve(name + ".log");
    }

    private String memory(Configuration configuration) {
        return switch (this) {
            case JOB_MANAGER ->
                    JobManagerProcessUtils.generateJvmParametersStr(
                            JobManagerProcessUtils.processSpecFromConfig(configuration),
                            configuration);
            case TASK_MANAGER ->
                    ProcessMemoryUtils.generateJvmParametersStr(
                            TaskExecutorProcessUtils.processSpecFromConfig(configuration));
            case ZOOKEEPER -> "-Xmx64m -XX:+UseSerialGC";
        };
    }

    private List<String> arguments(ClusterFolder folder, Configuration configuration) {
        if (this == ZOOKEEPER) {
            return List.of(folder.zooKeeperConfig().toString());
        }
        List<String> arguments = new ArrayList<>(List.of("--configDir", folder.conf().toString()));
        if (this == JOB_MANAGER) {
            arguments.addAll(List.of("--executionMode", "cluster"));
            arguments.addAll(
                    words(
                            JobManagerProcessUtils.generateDynamicConfigsStr(
                                    JobManagerProcessUtils.processSpecFromConfig(configuration))));
        } else {
            arguments.addAll(
                    words(
                            TaskExecutorProcessUtils.generateDynamicConfigsStr(
                                    TaskExecutorProcessUtils.processSpecFromConfig(
                                            configuration))));
        }
        return arguments;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
