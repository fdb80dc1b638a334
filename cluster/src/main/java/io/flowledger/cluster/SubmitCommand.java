package io.flowledger.cluster;

import io.flowledger.cluster.ClusterCommand.FolderFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Any job of the command line, on a cluster: Flink's own client is run with the job jar. */
@Command(
        name = "submit",
        description = "Runs a command on a Flink cluster instead of in this process.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger submit collect --attach /var/spool/flowledger --warehouse file:///srv/flows --detached",
            "  flowledger submit import exports.pcap --warehouse hdfs://nn:8020/flows --address flink.example.net:8081"
        })
final class SubmitCommand implements Callable<Integer> {

    /** What is no Flink job, or none of the job jar. */
    private static final Set<String> LOCAL =
            Set.of("receive", "send", "demo", "bench", "cluster", "submit");

    @Mixin private FolderFlag where;

    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            description = "REST address of the cluster. Default: that of `cluster start`.")
    private String address;

    @Option(
            names = "--detached",
            description = "Return once the job is submitted; do not wait for its end.")
    private boolean detached;

    @Option(
            names = "--from-savepoint",
            paramLabel = "PATH",
            description =
                    "Savepoint or checkpoint to go on from. Default: the newest in the warehouse.")
    private String savepoint;

    @Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The command and its options, as without `submit`.")
    private List<String> command = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (LOCAL.contains(command.get(0))) {
            throw new IllegalArgumentException(
                    command.get(0)
                            + " is no job for a cluster: run `flowledger "
                            + command.get(0)
                            + "`");
        }
        ClusterFolder folder = where.folder();
        if (address != null) {
            folder.assemble();
            ClusterConfig.update(folder, java.util.Map.of());
        }
        ClusterRest rest =
                address == null
                        ? StandaloneCluster.rest(ClusterConfig.load(folder))
                        : new ClusterRest(address);
        if (rest.overview().isEmpty()) {
            throw new IllegalStateException(
                    "no Flink answers at "
                            + rest.url()
                            + ": start one with `flowledger cluster start`, or give --address HOST:PORT");
        }
        ProcessBuilder builder = new ProcessBuilder(flinkRun(folder, rest)).inheritIO();
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        return builder.start().waitFor();
    }

    private List<String> flinkRun(ClusterFolder folder, ClusterRest rest) {
        List<String> run = new ArrayList<>(List.of(folder.client().toString(), "run"));
        run.addAll(List.of("-m", rest.address()));
        if (detached) {
            run.add("--detached");
        }
        if (savepoint != null) {
            run.addAll(List.of("--fromSavepoint", savepoint));
        }
        run.add(ClusterFolder.jobJar().toString());
        run.addAll(command);
        return run;
    }
}
