package io.flowledger.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/** The processes of one folder: started, counted, stopped. */
final class StandaloneCluster {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 200;

    private final ClusterFolder folder;
    private final Consumer<String> say;

    /**
     * @param say takes remarks for a person
     */
    StandaloneCluster(ClusterFolder folder, Consumer<String> say) {
        this.folder = folder;
        this.say = say;
    }

    /**
     * Starts everything and waits until all slots are there. What does not come up is stopped
     * again.
     *
     * @param highAvailable whether a ZooKeeper of its own keeps what a new JobManager needs; a
     *     folder that was started so once stays so
     * @param asked Flink settings of this start
     */
    ClusterRest start(int taskManagers, boolean highAvailable, Map<String, String> asked)
            throws Exception {
        requireStopped();
        folder.assemble();
        Map<String, String> settings = withFreeRpcPort(asked);
        LocalZooKeeper zooKeeper = new LocalZooKeeper(folder);
        if (highAvailable && !zooKeeper.isConfigured()) {
            zooKeeper.configure(freePort()).forEach(settings::putIfAbsent);
        }
        Configuration configuration = ClusterConfig.update(folder, settings);
        requireFree(number(configuration, ClusterConfig.REST_PORT), "--rest-port");
        List<ClusterProcess> processes = new ArrayList<>();
        if (zooKeeper.isConfigured()) {
            processes.add(ClusterProcess.zooKeeper(folder));
        }
        processes.add(ClusterProcess.jobManager(folder));
        for (int number = 1; number <= taskManagers; number++) {
            processes.add(ClusterProcess.taskManager(folder, number));
        }
        try {
            for (ClusterProcess process : processes) {
                process.start(configuration);
            }
            ClusterRest rest = rest(configuration);
            awaitSlots(rest, taskManagers * number(configuration, ClusterConfig.SLOTS), processes);
            return rest;
        } catch (Exception e) {
            stop();
            throw e;
        }
    }

    /**
     * A JobManager for one that was lost. With ZooKeeper it goes on with the jobs; without, they
     * are to be submitted again.
     */
    ClusterProcess replaceJobManager() throws Exception {
        ClusterProcess process = ClusterProcess.jobManager(folder);
        if (process.running().isPresent()) {
            throw new IllegalStateException(
                    "the JobManager of "
                            + folder.home()
                            + " is running, process "
                            + process.running().get().pid());
        }
        Configuration configuration = ClusterConfig.load(folder);
        process.start(configuration);
        ClusterRest rest = rest(configuration);
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (rest.overview().isEmpty()) {
            requireAlive(process);
            requireTime(deadline, process.name(), process);
            Thread.sleep(LOOK_MILLIS);
        }
        return process;
    }

    /** One more TaskManager of a running cluster, or one for another that was lost. */
    ClusterProcess addTaskManager() throws Exception {
        if (ClusterProcess.jobManager(folder).running().isEmpty()) {
            throw new IllegalStateException(
                    "no cluster is running in "
                            + folder.home()
                            + ": start one with `flowledger cluster start`");
        }
        int number = 1;
        while (ClusterProcess.taskManager(folder, number).running().isPresent()) {
            number++;
        }
        ClusterProcess process = ClusterProcess.taskManager(folder, number);
        long logged = Files.exists(process.log()) ? Files.size(process.log()) : 0;
        process.start(ClusterConfig.load(folder));
        awaitAnnouncement(process, logged);
        return process;
    }

    /**
     * Ends what runs, the JobManager first: it does not then restart jobs whose TaskManagers go.
     *
     * @return how many processes were running
     */
    int stop() throws IOException, InterruptedException {
        int stopped = 0;
        for (ClusterProcess process : processes()) {
            if (process.stop(STOP_PATIENCE)) {
                stopped++;
            }
        }
        return stopped;
    }

    /** All that have a pid file, the JobManager first. */
    List<ClusterProcess> processes() throws IOException {
        if (!Files.isDirectory(folder.pids())) {
            return List.of();
        }
        List<ClusterProcess> processes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.pids())) {
            for (Path file : files.toList()) {
                processes.add(
                        new ClusterProcess(
                                folder, file.getFileName().toString().replaceFirst("\\.pid$", "")));
            }
        }
        processes.sort(
                Comparator.comparing(ClusterProcess::role).thenComparing(ClusterProcess::number));
        return processes;
    }

    static ClusterRest rest(Configuration configuration) {
        return new ClusterRest(
                configuration.getString(ClusterConfig.REST_ADDRESS, "localhost")
                        + ":"
                        + number(configuration, ClusterConfig.REST_PORT));
    }

    private void requireStopped() throws IOException {
        for (ClusterProcess process : processes()) {
            Optional<ProcessHandle> running = process.running();
            if (running.isPresent()) {
                throw new IllegalStateException(
                        "a cluster is running in "
                                + folder.home()
                                + " ("
                                + process.name()
                                + ", process "
                                + running.get().pid()
                                + "): stop it first with `flowledger cluster stop`, or give another"
                                + " --dir");
            }
            say.accept(
                    process.pidFile()
                            + " was left behind: process "
                            + process.recordedPid().orElse(-1L)
                            + " is none of this cluster; removed");
            process.forget();
        }
    }

    /** Two clusters on one machine must not meet; only the TaskManagers need to know this port. */
    private static Map<String, String> withFreeRpcPort(Map<String, String> asked)
            throws IOException {
        Map<String, String> settings = new HashMap<>(asked);
        if (!settings.containsKey(ClusterConfig.RPC_PORT)) {
            settings.put(ClusterConfig.RPC_PORT, Integer.toString(freePort()));
        }
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void requireFree(int port, String option) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // what is left in TIME_WAIT of the last cluster is no obstacle
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IOException(
                    "port "
                            + port
                            + " is in use: stop what uses it, or choose another with "
                            + option,
                    e);
        }
    }

    private static int number(Configuration configuration, String key) {
        return Integer.parseInt(configuration.getString(key, "0"));
    }

    private static void awaitSlots(ClusterRest rest, int slots, List<ClusterProcess> processes)
            throws Exception {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (rest.overview().map(ClusterRest.Overview::slots).orElse(0) < slots) {
            for (ClusterProcess process : processes) {
                requireAlive(process);
            }
            requireTime(deadline, slots + " slots", processes.get(0));
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** A TaskManager says in its log when the JobManager knows it. */
    private static void awaitAnnouncement(ClusterProcess process, long from) throws Exception {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!saidSince(process.log(), from, "Successful registration at resource manager")) {
            requireAlive(process);
            requireTime(deadline, process.name(), process);
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static boolean saidSince(Path log, long from, String text) throws IOException {
        if (!Files.exists(log) || Files.size(log) < from) {
            return false;
        }
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(from);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(text);
        }
    }

    private static void requireAlive(ClusterProcess process) throws IOException {
        if (process.running().isEmpty()) {
            throw new IOException(
                    process.name()
                            + " ended while starting; see "
                            + process.log()
                            + lastWords(process));
        }
    }

    private static void requireTime(long deadline, String what, ClusterProcess process)
            throws IOException {
        if (System.nanoTime() > deadline) {
            throw new IOException(
                    what
                            + " did not come up within "
                            + START_PATIENCE.toSeconds()
                            + " s; see "
                            + process.log());
        }
    }

    private static String lastWords(ClusterProcess process) throws IOException {
        if (!Files.exists(process.output())) {
            return "";
        }
        List<String> lines =
                Files.readAllLines(process.output()).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
                        .toList();
        return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    }
}
