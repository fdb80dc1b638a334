package io.flowledger.bench.flood;

import io.flowledger.bench.send.DurationText;
import io.flowledger.bench.send.OptionTexts;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.send.TruthFile;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import io.flowledger.netflow.spool.SpoolOptions;
import io.flowledger.netflow.spool.SpoolWriter;
import io.flowledger.netflow.spool.SyncPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowledger bench backlog}: a spool as a receiver leaves it that ran for a day. */
@Command(
        name = "backlog",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a spool as if a receiver had been listening for hours with no job to read it.",
            "`flowledger collect --attach SPOOL` then replays it at full speed."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  A day of 1 000 flows/s, 2 000 sessions, 1 %% lost:",
            "    flowledger bench backlog --spool day --for 24h --rate 1000 --exporters 500 --engines"
                    + " 4 --loss 0.01 --truth truth.json"
        })
public final class BacklogCommand implements Callable<Integer> {

    private static final long UNBOUNDED = 1L << 50;

    @Spec private CommandSpec spec;

    @Option(
            names = "--spool",
            required = true,
            paramLabel = "DIR",
            description = "A new directory; the spool is a folder in it, as a receiver has it.")
    private Path spool;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            converter = OptionTexts.Whole.class,
            description = "Flows per second of that time (default ${DEFAULT-VALUE}).")
    private long rate;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "24h",
            converter = DurationText.class,
            description = "How long it was listening, up to now (default ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(
            names = "--exporters",
            paramLabel = "N",
            defaultValue = "100",
            description = "Exporters (default ${DEFAULT-VALUE}).")
    private int exporters;

    @Option(
            names = "--engines",
            paramLabel = "N",
            defaultValue = "1",
            description = "Engines, that is sessions, per exporter (default ${DEFAULT-VALUE}).")
    private int engines;

    @Option(
            names = "--loss",
            paramLabel = "FRACTION",
            defaultValue = "0",
            description = "Datagrams lost on the way, in bursts of 5.")
    private double loss;

    @Option(
            names = "--record-pool",
            paramLabel = "N",
            defaultValue = "0",
            description = "Repeat N records instead of drawing each anew (faster to write).")
    private int recordPool;

    @Option(names = "--truth", paramLabel = "FILE", description = "What is in it, as JSON.")
    private Path truthFile;

    @Override
    public Integer call() throws Exception {
        if (Files.exists(spool)) {
            throw new IllegalArgumentException(spool + " is there already; say a new directory");
        }
        if (truthFile != null) {
            TruthFile.checkWritable(truthFile);
        }
        TrafficOptions.Builder options =
                TrafficOptions.builder()
                        .rate(rate)
                        .flows((long) (rate * (duration.toMillis() / 1e3)))
                        .exporters(exporters)
                        .engines(engines)
                        .recordPool(recordPool)
                        .start(Instant.now().minus(duration));
        if (loss > 0) {
            options.lossInBursts(loss, 5);
        }
        Truth truth = write(new TrafficRun(options.build()), options.build());
        if (truthFile != null) {
            TruthFile.write(truthFile, truth);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "wrote %,d datagrams, %,d flows of %,d sessions, received from %s to %s%n",
                truth.sent().datagrams(),
                truth.sent().flows(),
                truth.sessions().size(),
                truth.startedAt(),
                truth.endedAt());
        out.flush();
        return 0;
    }

    private Truth write(TrafficRun run, TrafficOptions options) throws IOException {
        SpoolOptions unlimited =
                SpoolOptions.defaults().withMaxBytes(UNBOUNDED).withSync(SyncPolicy.NONE);
        try (SpoolWriter writer = SpoolWriter.open(spool.resolve("backlog-0"), unlimited)) {
            SpooledTraffic sink = new SpooledTraffic(writer, TrafficRun.virtualNames(options));
            Truth truth = run.into(sink);
            sink.end();
            return truth;
        }
    }
}
