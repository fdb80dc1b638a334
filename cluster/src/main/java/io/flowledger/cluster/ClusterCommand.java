package io.flowledger.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A standalone Flink cluster on this machine. */
@Command(
        name = "cluster",
        description = "A standalone Flink cluster on this machine, for trying and testing.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            ClusterCommand.Start.class,
            ClusterCommand.AddTaskManager.class,
            ClusterCommand.ReplaceJobManager.class,
            ClusterCommand.Status.class,
            ClusterCommand.Stop.class
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  flowledger cluster start --taskmanagers 2",
            "  flowledger submit collect --attach /var/spool/flowledger --warehouse file:///srv/flows --detached",
            "  flowledger cluster stop"
        })
final class ClusterCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say start, taskmanager, jobmanager, status or stop");
    }

    /** Where a cluster is. */
    static final class FolderFlag {
        @Option(
                names = "--dir",
                paramLabel = "DIR",
                description = "Folder of the cluster. Default: cluster-data beside the launcher.")
        private Path dir;

        ClusterFolder folder() {
            return ClusterFolder.of(dir);
        }

        /** How further commands name this folder. */
        String again() {
            return dir == null ? "" : " --dir " + dir;
        }
    }

    @Command(
            name = "start",
            description =
                    "Puts a cluster together, starts it, and waits until all its slots are there.",
            mixinStandardHelpOptions = true)
    static final class Start implements Callable<Integer> {

        @Mixin private FolderFlag where;

        @Option(
                names = "--taskmanagers",
                paramLabel = "N",
                defaultValue = "1",
                description = "TaskManager processes. Default: ${DEFAULT-VALUE}.")
        private int taskManagers;

        @Option(
                names = "--slots",
                paramLabel = "N",
                description = "Slots of each TaskManager. Default: 2, or what config.yaml says.")
        private Integer slots;

        @Option(
                names = "--rest-port",
                paramLabel = "PORT",
                description =
                        "Port of Web UI and REST on loopback. Default: 8081, or what config.yaml says.")
        private Integer restPort;

        @Option(
                names = "--high-availability",
                description =
                        "Also start a ZooKeeper, so that jobs go on by themselves when the JobManager was lost and a new one started, and after stop and start.")
        private boolean highAvailability;

        @Option(
                names = "-D",
                paramLabel = "KEY=VALUE",
                description = "A Flink setting for config.yaml, e.g. -Dstate.backend.type=rocksdb.")
        private Map<String, String> settings = new HashMap<>();

        @Override
        public Integer call() throws Exception {
            requireWithin("--taskmanagers", taskManagers, 1, 64);
            Map<String, String> asked = new HashMap<>(settings);
            if (slots != null) {
                requireWithin("--slots", slots, 1, 256);
                asked.put(ClusterConfig.SLOTS, slots.toString());
            }
            if (restPort != null) {
                requireWithin("--rest-port", restPort, 1, 65_535);
                asked.put(ClusterConfig.REST_PORT, restPort.toString());
            }
            ClusterFolder folder = where.folder();
            ClusterRest rest =
                    new StandaloneCluster(folder, System.err::println)
                            .start(taskManagers, highAvailability, asked);
            ClusterRest.Overview up = rest.overview().orElseThrow();
            System.out.printf(
                    "Flink %s is up: %d TaskManagers, %d slots%n",
                    up.version(), up.taskManagers(), up.slots());
            System.out.println("  Web UI   " + rest.url());
            System.out.println(
                    "  submit   flowledger submit COMMAND …"
                            + where.again()
                            + "   or   "
                            + folder.client()
                            + " run "
                            + ClusterFolder.jobJar()
                            + " COMMAND …");
            System.out.println("  stop     flowledger cluster stop" + where.again());
            System.out.println("  logs     " + folder.log());
            return 0;
        }
    }

    @Command(
            name = "taskmanager",
            description = "Starts one more TaskManager, or one for another that was lost.",
            mixinStandardHelpOptions = true)
    static final class AddTaskManager implements Callable<Integer> {

        @Mixin private FolderFlag where;

        @Override
        public Integer call() throws Exception {
            return announce(
                    new StandaloneCluster(where.folder(), System.err::println).addTaskManager());
        }
    }

    @Command(
            name = "jobmanager",
            description =
                    "Starts a JobManager for one that was lost. Jobs go on with --high-availability; otherwise submit them again.",
            mixinStandardHelpOptions = true)
    static final class ReplaceJobManager implements Callable<Integer> {

        @Mixin private FolderFlag where;

        @Override
        public Integer call() throws Exception {
            return announce(
                    new StandaloneCluster(where.folder(), System.err::println).replaceJobManager());
        }
    }

    @Command(
            name = "status",
            description = "Processes, slots and jobs. Exit code 0 only if all processes run.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {

        @Mixin private FolderFlag where;

        @Override
        public Integer call() throws Exception {
            ClusterFolder folder = where.folder();
            List<ClusterProcess> processes =
                    new StandaloneCluster(folder, System.err::println).processes();
            if (processes.isEmpty()) {
                System.out.println("no cluster is running in " + folder.home());
                return 1;
            }
            boolean all = true;
            for (ClusterProcess process : processes) {
                boolean runs = process.running().isPresent();
                all &= runs;
                System.out.printf(
                        "%-15s process %-8d %s%n",
                        process.name(),
                        process.recordedPid().orElse(-1L),
                        runs ? "running" : "gone; see " + process.log());
            }
            Configuration configuration = ClusterConfig.load(folder);
            ClusterRest rest = StandaloneCluster.rest(configuration);
            Optional<ClusterRest.Overview> overview = rest.overview();
            if (overview.isEmpty()) {
                System.out.println("nothing answers at " + rest.url());
                return 1;
            }
            System.out.printf(
                    "%d TaskManagers, %d of %d slots free, Web UI %s%n",
                    overview.get().taskManagers(),
                    overview.get().freeSlots(),
                    overview.get().slots(),
                    rest.url());
            for (ClusterRest.Job job : rest.jobs()) {
                System.out.printf("job %s  %-10s %s%n", job.id(), job.state(), job.name());
            }
            return all ? 0 : 1;
        }
    }

    @Command(
            name = "stop",
            description =
                    "Stops the processes that `cluster start` started. Jobs go on from their newest checkpoint when submitted again.",
            mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {

        @Mixin private FolderFlag where;

        @Override
        public Integer call() throws Exception {
            ClusterFolder folder = where.folder();
            int stopped = new StandaloneCluster(folder, System.err::println).stop();
            System.out.println(
                    stopped == 0
                            ? "no cluster was running in " + folder.home()
                            : stopped + " processes stopped");
            return 0;
        }
    }

    private static int announce(ClusterProcess started) throws IOException {
        System.out.println(
                started.name() + " is up, process " + started.recordedPid().orElseThrow());
        return 0;
    }

    private static void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " " + value + ": give " + least + " to " + most);
        }
    }
}
