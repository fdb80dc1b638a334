package io.flowledger.bench.ingest;

import io.flowledger.bench.send.DurationText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowledger bench ingest}: how much comes in without loss, and what it costs. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts the receiver, or the whole collector, as a process of its own, sends it",
            "generated traffic over loopback and compares what it says it got with the truth.",
            "Exit code 0 only if nothing was lost."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Highest rate of the receiver without loss, full and one-flow datagrams:",
            "    flowledger bench ingest --what receiver",
            "  The receiver at one rate: 8 million flows/s is 267 000 full datagrams/s:",
            "    flowledger bench ingest --what receiver --records 30 --rate 8000000 --for 10s",
            "  The collector at a million flows/s for a minute:",
            "    flowledger bench ingest --what collect --rate 1000000 --for 60s"
        })
final class IngestCommand implements Callable<Integer> {

    /** What to measure. */
    enum What {
        RECEIVER,
        COLLECT,
        BOTH
    }

    enum Format {
        TEXT,
        JSON
    }

    private static final long COLLECT_RATE = 1_000_000;
    private static final Duration COLLECT_DURATION = Duration.ofSeconds(60);
    private static final Duration TRIAL_DURATION = Duration.ofSeconds(5);
    private static final long FIRST_DATAGRAMS_PER_SECOND = 120_000;
    private static final long MAX_DATAGRAMS_PER_SECOND = 2_000_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--what",
            defaultValue = "both",
            description = "receiver, collect or both (default ${DEFAULT-VALUE}).")
    private What what;

    @Option(
            names = "--rate",
            paramLabel = "FLOWS/S",
            description =
                    "Flows per second. Collect: default 1000000. Receiver: default is to search for"
                            + " the highest rate without loss.")
    private Long rate;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "How long to send: default 60s to collect, 5s per receiver trial.")
    private Duration duration;

    @Option(
            names = "--records",
            paramLabel = "N",
            split = ",",
            defaultValue = "30,1",
            description =
                    "Flows per datagram to try with the receiver (default ${DEFAULT-VALUE});"
                            + " collect takes the first.")
    private List<Integer> records;

    @Option(
            names = "--max-trials",
            paramLabel = "N",
            defaultValue = "14",
            description = "Trials of a search at most (default ${DEFAULT-VALUE}).")
    private int maxTrials;

    @Option(
            names = "--record-pool",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Collect: repeat so many records instead of drawing each anew (cheaper for the"
                            + " generator, and smaller files: compare bytes per flow only without).")
    private int recordPool;

    @Option(
            names = "--collect-option",
            paramLabel = "ARGUMENT",
            description = "A further argument for collect, e.g. --collect-option=--parallelism=2.")
    private List<String> collectOptions = List.of();

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            description = "What starts the processes (default: this project's own launcher).")
    private Path launcher;

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "Where spools and warehouses go for the time (default: temporary).")
    private Path scratch;

    @Option(names = "--keep", description = "Keep spools and warehouses for a look.")
    private boolean keep;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text or json (default ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = spec.commandLine().getErr();
        IngestReport report = new IngestReport();
        try (Workbench workbench = Workbench.open(launcher, scratch, keep)) {
            if (keep) {
                progress.println("keeping everything in " + workbench.scratch());
            }
            if (what != What.COLLECT) {
                for (int recordsPerDatagram : records) {
                    measureReceiver(workbench, recordsPerDatagram, report, progress);
                }
            }
            if (what != What.RECEIVER) {
                measureCollect(workbench, report, progress);
            }
        }
        out.print(format == Format.JSON ? report.json() + "\n" : report.text());
        out.flush();
        return report.isLossFree() ? 0 : 1;
    }

    private void measureReceiver(
            Workbench workbench, int recordsPerDatagram, IngestReport report, PrintWriter progress)
            throws Exception {
        Duration trial = duration == null ? TRIAL_DURATION : duration;
        ReceiverBench bench = new ReceiverBench(workbench, recordsPerDatagram, trial, progress);
        if (rate != null) {
            report.add(bench.at(rate));
            return;
        }
        Optional<ReceiverResult> best =
                new RateSearch(maxTrials)
                        .highest(
                                FIRST_DATAGRAMS_PER_SECOND * recordsPerDatagram,
                                MAX_DATAGRAMS_PER_SECOND * recordsPerDatagram,
                                bench);
        if (best.isPresent()) {
            report.add(best.get());
        } else {
            report.addNothingFound(recordsPerDatagram);
        }
    }

    private void measureCollect(Workbench workbench, IngestReport report, PrintWriter progress)
            throws Exception {
        long flowsPerSecond = rate == null ? COLLECT_RATE : rate;
        Duration length = duration == null ? COLLECT_DURATION : duration;
        progress.printf(
                Locale.ROOT,
                "  collect at %,d flows/s for %d s%n",
                flowsPerSecond,
                length.toSeconds());
        progress.flush();
        CollectBench bench = new CollectBench(workbench, collectOptions);
        report.add(bench.run(flowsPerSecond, length, records.get(0), recordPool));
    }
}
