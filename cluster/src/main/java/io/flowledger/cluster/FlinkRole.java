package io.flowledger.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** The two kinds of process of a cluster, and the command lines that Flink's scripts give them. */
enum FlinkRole {
    JOB_MANAGER(
            "jobmanager",
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "jobmanager"),
    TASK_MANAGER(
            "taskmanager",
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "taskmanager");

    private final String prefix;
    private final String mainClass;
    private final String optsKey;

    FlinkRole(String prefix, String mainClass, String optsKey) {
        this.prefix = prefix;
        this.mainClass = mainClass;
        this.optsKey = "env.java.opts." + optsKey;
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
        String memory;
        String resources;
        if (this == JOB_MANAGER) {
            JobManagerProcessSpec spec =
                    JobManagerProcessUtils.processSpecFromConfig(configuration);
            memory = JobManagerProcessUtils.generateJvmParametersStr(spec, configuration);
            resources = JobManagerProcessUtils.generateDynamicConfigsStr(spec);
        } else {
            TaskExecutorProcessSpec spec =
                    TaskExecutorProcessUtils.processSpecFromConfig(configuration);
            memory = ProcessMemoryUtils.generateJvmParametersStr(spec);
            resources = TaskExecutorProcessUtils.generateDynamicConfigsStr(spec);
        }
        command.addAll(words(memory));
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(words(configuration.getString("env.java.opts.all", "")));
        command.addAll(words(configuration.getString(optsKey, "")));
        command.add("-Dlog.file=" + folder.log().resolve(name + ".log"));
        command.add(
                "-Dlog4j.configurationFile=" + folder.conf().resolve("log4j.properties").toUri());
        command.addAll(List.of("-cp", folder.lib() + "/*", mainClass));
        command.addAll(List.of("--configDir", folder.conf().toString()));
        if (this == JOB_MANAGER) {
            command.addAll(List.of("--executionMode", "cluster"));
        }
        command.addAll(words(resources));
        return command;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
