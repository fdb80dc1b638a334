package io.flowledger.bench.send;

import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowledger send}: the traffic generator from the command line. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends realistic NetFlow v5 and writes down exactly what was sent.",
            "Hosts are Zipf, sizes and durations heavy-tailed; loss, duplicates, reordering and"
                    + " restarts are made on purpose and counted in the truth file."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  A minute of 50 000 flows/s with 0.5 %% of the datagrams withheld:",
            "    flowledger send --to 127.0.0.1:2055 --rate 50000 --for 60s --loss 0.005 --truth"
                    + " truth.json",
            "  Ten million flows as fast as possible, from 8 exporters with 2 engines each:",
            "    flowledger send --to 127.0.0.1:2055 --rate 0 --flows 10000000 --exporters 8"
                    + " --engines 2",
            "  Bursts of loss (20 datagrams, one in 5000), and each exporter restarts 3 times:",
            "    flowledger send --to 127.0.0.1:2055 --flows 1e6 --loss-burst 20/5000 --restarts 3",
            "  2 %% of the datagrams lost in bursts of 5, three routers and an Open vSwitch:",
            "    flowledger send --to 127.0.0.1:2055 --for 1m --loss 0.02 --loss-burst 5 --profile"
                    + " cisco:3,ovs:1",
            "  An hour of Open vSwitch traffic into a capture, sent nowhere:",
            "    flowledger send --pcap ovs.pcap --profile ovs --rate 1000 --for 1h --truth"
                    + " ovs.json"
        })
public final class SendCommand implements Callable<Integer> {

    /** A truth that is cut off makes a run worthless; a busy machine takes its time. */
    private static final Duration LONGEST_WRITING = Duration.ofSeconds(30);

    @Spec private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "HOST:PORT",
            converter = OptionTexts.Endpoint.class,
            description = "The collector. May be left out with --pcap: time is then virtual.")
    private InetSocketAddress to;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10000",
            converter = OptionTexts.Whole.class,
            description = "Flows per second; 0 = as fast as possible (default ${DEFAULT-VALUE}).")
    private long rate;

    @Option(
            names = "--flows",
            paramLabel = "N",
            converter = OptionTexts.Whole.class,
            description = "Stop after so many flows (1e6 is a million).")
    private long flows;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "Stop after so long: 20s, 5m, 1h.")
    private Duration duration;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same flows (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--sampling",
            paramLabel = "N",
            description = "Exporters say they sample 1 packet in N.")
    private int sampling;

    @Option(
            names = "--clock-skew",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = DurationText.class,
            description = "Exporters' clocks are ahead by this (negative: behind).")
    private Duration clockSkew;

    @Option(
            names = "--hosts",
            paramLabel = "N",
            defaultValue = "30000",
            description = "Hosts in the population (default ${DEFAULT-VALUE}).")
    private int hosts;

    @Option(
            names = "--record-pool",
            paramLabel = "N",
            description =
                    "Draw N records once and repeat them with their times moved: the cheapest"
                            + " sending, for load tests.")
    private int recordPool;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            converter = OptionTexts.TimeText.class,
            description =
                    "Virtual time of the first datagram without --to (ISO-8601; default now).")
    private Instant start;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Write what was sent, withheld and repeated, per session, as JSON.")
    private Path truthFile;

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description = "Write the same datagrams to a capture file.")
    private Path pcap;

    @ArgGroup(validate = false, heading = "%nExporters:%n")
    private ExporterFlags exporters = new ExporterFlags();

    @ArgGroup(validate = false, heading = "%nWhat goes wrong, on purpose:%n")
    private FaultFlags faults = new FaultFlags();

    @Override
    public Integer call() throws Exception {
        if (to == null && pcap == null) {
            throw new IllegalArgumentException("say where to: --to HOST:PORT, or --pcap FILE");
        }
        if (truthFile != null) {
            TruthFile.checkWritable(truthFile);
        }
        TrafficRun run = new TrafficRun(options());
        Thread main = Thread.currentThread();
        Thread stopper = new Thread(() -> stopAndWait(run, main), "send-stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        Truth truth = run.call();
        if (truthFile != null) {
            TruthFile.write(truthFile, truth);
        }
        summarize(run, truth);
        removeHook(stopper);
        return 0;
    }

    private TrafficOptions options() {
        TrafficOptions.Builder options =
                TrafficOptions.builder()
                        .to(to)
                        .pcap(pcap)
                        .rate(rate)
                        .flows(flows)
                        .duration(duration)
                        .seed(seed)
                        .sampling(sampling)
                        .clockSkew(clockSkew)
                        .hosts(hosts)
                        .recordPool(recordPool)
                        .start(start);
        exporters.addTo(options);
        faults.addTo(options);
        return options.build();
    }

    private void summarize(TrafficRun run, Truth truth) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "sent      %,d datagrams, %,d flows, %,d packets, %,d octets%n",
                truth.sent().datagrams(),
                truth.sent().flows(),
                truth.sent().packets(),
                truth.sent().octets());
        out.printf(
                Locale.ROOT,
                "withheld  %,d datagrams, %,d flows (%,d of them detectable by sequence)%n",
                truth.withheld().datagrams(),
                truth.withheld().flows(),
                truth.detectableLostFlows());
        out.printf(
                Locale.ROOT,
                "repeated  %,d datagrams; late %,d; restarts %,d; sessions %,d%n",
                truth.duplicates().datagrams(),
                truth.reordered(),
                truth.restarts(),
                truth.sessions().size());
        double seconds = run.elapsedSeconds();
        out.printf(
                Locale.ROOT,
                "in %.1f s: %,.0f flows/s, %,.0f datagrams/s%n",
                seconds,
                truth.sent().flows() / seconds,
                truth.payloadsSent() / seconds);
        if (run.unreachable() > 0) {
            out.printf(
                    Locale.ROOT,
                    "warning: %,d datagrams were refused, nobody listened%n",
                    run.unreachable());
        }
        out.flush();
    }

    /** Ctrl-C: end the run, and hold the exit until truth and summary are written. */
    private static void stopAndWait(TrafficRun run, Thread main) {
        run.stop();
        try {
            main.join(LONGEST_WRITING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook is what ended the run.
        }
    }
}
