package io.flowledger.cli;

import io.flowledger.jobs.CollectOptions;
import io.flowledger.jobs.CollectRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job: exporters → UDP → spool → Flink → Parquet. */
@Command(
        name = "collect",
        description = "Receives NetFlow v5 and archives every flow in Parquet.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger collect --listen 0.0.0.0:2055 --warehouse file:///srv/flows --spool /var/spool/flowledger",
            "  flowledger collect --attach /var/spool/flowledger --warehouse hdfs://nn:8020/flows",
            "  flink run jobs/target/flowledger.jar collect --listen 0.0.0.0:2055 --warehouse s3://flows --spool /var/spool/flowledger"
        })
final class CollectCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private ReceiverFlags receiver;

    @Mixin private AuditFlags audit;

    @Mixin private AccountingFlags accounting;

    @Option(
            names = "--attach",
            split = ",",
            paramLabel = "SPOOL",
            description = "Spools that `flowledger receive` writes, instead of --listen.")
    private List<Path> attach = new ArrayList<>();

    @Option(
            names = "--warehouse",
            paramLabel = "URI",
            description = "Where the archive is: a directory, or a URI of any Flink file system.")
    private String warehouse;

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            description = "Where received datagrams are kept until archived, on a local disk.")
    private Path spool;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Stop by itself after that long.")
    private Duration period;

    @Option(
            names = "--checkpoint-interval",
            defaultValue = "30s",
            paramLabel = "DURATION",
            description =
                    "How often files are committed and become readable. Default: ${DEFAULT-VALUE}.")
    private Duration checkpointInterval;

    @Option(
            names = "--parallelism",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Tasks of source and archive; no more than sockets are of use. Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--zstd-level",
            defaultValue = "1",
            paramLabel = "N",
            description = "Compression level, 1 to 19. Default: ${DEFAULT-VALUE}.")
    private int zstdLevel;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Tells this job's checkpoints from those of jobs on spools of the same path on"
                            + " other hosts, where several write into one warehouse. Default: the"
                            + " name of this machine.")
    private String name;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The same options in a YAML file; Flink's own settings under `flink:`.")
    private File config;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "Closing summary: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Override
    public Integer call() throws Exception {
        Map<String, String> flink =
                config == null ? Map.of() : ConfigFile.apply(config, spec).flinkSettings();
        CollectOptions options = options(flink);
        if (CollectRun.isSubmitted()) {
            CollectRun.submit(options, CollectCommand::sayHowToStop);
            return 0;
        }
        Preflight.check(options);
        try (StopSignal stop = new StopSignal(Duration.ofMinutes(5));
                CollectRun run = CollectRun.start(options)) {
            CollectConsole console = new CollectConsole(run, options.warehouse());
            console.follow(stop, listening());
            run.requireSuccess();
            Summary.print(
                    format,
                    "collected into " + options.warehouse(),
                    console.summary(),
                    console.exporters());
        }
        return 0;
    }

    /** Flink wants a folder with each stop. */
    private static void sayHowToStop(org.apache.flink.core.fs.Path savepoints) {
        System.out.println(
                "to stop it, and go on later: flink stop --savepointPath " + savepoints + " JOB");
    }

    private String listening() {
        return attach.isEmpty()
                ? "listening on " + String.join(", ", receiver.listen) + ", warehouse " + warehouse
                : "attached to " + attach + ", warehouse " + warehouse;
    }

    /** It becomes the name of a folder. */
    private String name() {
        if (name != null && !name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "--name '" + name + "': give 1 to 64 letters, digits, dots, dashes");
        }
        return name;
    }

    private CollectOptions options(Map<String, String> flink) throws IOException {
        if (receiver.listen.isEmpty() == attach.isEmpty()) {
            throw new IllegalArgumentException("say either --listen HOST:PORT or --attach SPOOL");
        }
        if (attach.isEmpty() && spool == null) {
            throw new IllegalArgumentException(
                    "--spool DIR is missing: say where received datagrams are kept until archived");
        }
        if (checkpointInterval.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(
                    "--checkpoint-interval "
                            + checkpointInterval.toMillis()
                            + "ms: give at least 100ms");
        }
        Quantities.requireWithin("--parallelism", parallelism, 1, 128);
        Quantities.requireWithin("--zstd-level", zstdLevel, 1, 19);
        return new CollectOptions(
                receiver.endpoints(),
                receiver.sockets,
                receiver.template(),
                attach.isEmpty() ? spool.toAbsolutePath().normalize() : null,
                attach.stream().map(path -> path.toAbsolutePath().normalize()).toList(),
                List.of(),
                List.of(),
                Warehouses.parse(warehouse),
                period,
                checkpointInterval,
                parallelism,
                zstdLevel,
                audit.options(),
                accounting.setup(),
                name(),
                flink);
    }
}
