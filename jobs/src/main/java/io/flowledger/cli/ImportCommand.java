package io.flowledger.cli;

import io.flowledger.jobs.CollectOptions;
import io.flowledger.jobs.CollectRun;
import io.flowledger.netflow.capture.CaptureReader;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.ReceiverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Bounded collect, from capture files of export traffic. */
@Command(
        name = "import",
        description = "Archives the flows in pcap or pcapng captures of export traffic.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer =
                "  flowledger import exports-2026-11.pcap --port 2055 --warehouse file:///srv/flows")
final class ImportCommand implements Callable<Integer> {

    /** A run that is killed goes on from there when it is started again. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(10);

    @Mixin private AuditFlags audit;

    @Mixin private AccountingFlags accounting;

    @Parameters(arity = "1..*", paramLabel = "CAPTURE", description = "Capture files.")
    private List<Path> captures = new ArrayList<>();

    @Option(
            names = "--warehouse",
            required = true,
            paramLabel = "URI",
            description = "Where the archive is.")
    private String warehouse;

    @Option(
            names = "--port",
            split = ",",
            paramLabel = "PORT",
            description = "Only datagrams to these UDP ports. Default: all UDP.")
    private List<Integer> ports = new ArrayList<>();

    @Option(
            names = "--parallelism",
            defaultValue = "1",
            paramLabel = "N",
            description = "Tasks of audit and archive. Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--zstd-level",
            defaultValue = "1",
            paramLabel = "N",
            description = "Compression level, 1 to 19. Default: ${DEFAULT-VALUE}.")
    private int zstdLevel;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "Closing summary: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Override
    public Integer call() throws Exception {
        Quantities.requireWithin("--parallelism", parallelism, 1, 128);
        Quantities.requireWithin("--zstd-level", zstdLevel, 1, 19);
        List<String> files = new ArrayList<>();
        for (Path capture : inOrderOfTime(captures)) {
            files.add(capture.toAbsolutePath().normalize().toUri().toString());
        }
        CollectOptions options =
                new CollectOptions(
                        List.of(),
                        1,
                        ReceiverOptions.listen(new ListenAddress("0.0.0.0", 0)),
                        null,
                        List.of(),
                        files,
                        ports,
                        Warehouses.parse(warehouse),
                        null,
                        COMMIT_INTERVAL,
                        parallelism,
                        zstdLevel,
                        audit.options(),
                        accounting.setup(),
                        null,
                        Map.of());
        if (CollectRun.isSubmitted()) {
            CollectRun.submit(options, savepoints -> {});
            return 0;
        }
        try (StopSignal stop = new StopSignal(Duration.ofSeconds(30));
                CollectRun run = CollectRun.start(options)) {
            CollectConsole console = new CollectConsole(run, options.warehouse());
            console.follow(
                    stop,
                    "importing "
                            + captures.size()
                            + (captures.size() == 1 ? " capture" : " captures"));
            run.requireSuccess();
            Summary.print(
                    format,
                    "imported into " + options.warehouse(),
                    console.summary(),
                    console.exporters());
        }
        return 0;
    }

    /**
     * Sessions go on from one capture to the next, so the order in which a shell lists them must
     * not matter.
     */
    private static List<Path> inOrderOfTime(List<Path> captures) throws IOException {
        Map<Path, Long> begins = new LinkedHashMap<>();
        for (Path capture : captures) {
            begins.put(capture, firstMicros(capture));
        }
        List<Path> sorted = new ArrayList<>(begins.keySet());
        sorted.sort(Comparator.comparingLong(begins::get));
        return sorted;
    }

    /** Reads the head of the file, so that a wrong file is named before anything starts. */
    private static long firstMicros(Path capture) throws IOException {
        if (!Files.isRegularFile(capture)) {
            throw new IllegalArgumentException("capture " + capture + ": there is no such file");
        }
        try (CaptureReader reader = CaptureReader.open(capture)) {
            return reader.next() && reader.hasTimestamp() ? reader.timestampMicros() : 0;
        }
    }
}
