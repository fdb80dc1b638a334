package io.flowledger.bench.accounting;

import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.cli.AccountingFile;
import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.View;
import io.flowledger.ledger.estimate.Interval;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How estimates and intervals of accounting fare against the truth, by view and size of key. */
@Command(
        name = "accounting",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Posts generated traffic whole and with datagrams lost in bursts, and compares",
            "octets of each key over the whole run: bias of the estimates, and how often the",
            "95 % intervals hold the truth, by view and by the key's part of all flows."
        },
        footerHeading = "%nExample:%n",
        footer = "  flowledger bench accounting --seeds 50 --loss 0.1")
public final class AccountingCommand implements Callable<Integer> {

    /** Parts of all flows, from which on a key is of a class. */
    private static final double[] CLASSES = {0.05, 0.01, 0.002, 0};

    private static final int ALL = 1_000_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Runs, each with other traffic (default ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--rate",
            paramLabel = "FLOWS/S",
            defaultValue = "2000",
            description = "Of three exporters with two engines each (default ${DEFAULT-VALUE}).")
    private long rate;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Virtual minutes of each run (default ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--loss",
            paramLabel = "FRACTION",
            defaultValue = "0.05",
            description = "Datagrams lost (default ${DEFAULT-VALUE}).")
    private double loss;

    @Option(
            names = "--burst",
            paramLabel = "N",
            defaultValue = "5",
            description = "Mean length of a burst of losses (default ${DEFAULT-VALUE}).")
    private double burst;

    /** The keys of one view that are of one class. */
    private static final class Tally {
        private long keys;
        private long held;
        private double truth;
        private double estimated;
        private double received;
        private final List<Double> biases = new ArrayList<>();
        private double runTruth;
        private double runEstimated;

        void add(ComparedTraffic.Compared key) {
            keys++;
            Interval interval = key.estimate().interval();
            double upper = interval.upper().orElse(Double.POSITIVE_INFINITY);
            if (interval.lower() - 0.5 <= key.octets() && key.octets() <= upper + 0.5) {
                held++;
            }
            truth += key.octets();
            estimated += key.estimate().estimated();
            received += key.estimate().observed();
            runTruth += key.octets();
            runEstimated += key.estimate().estimated();
        }

        void endRun() {
            if (runTruth > 0) {
                biases.add(runEstimated / runTruth - 1);
            }
            runTruth = 0;
            runEstimated = 0;
        }

        double meanBias() {
            return biases.stream().mapToDouble(b -> b).average().orElse(0);
        }

        double biasError() {
            double mean = meanBias();
            double squares = biases.stream().mapToDouble(b -> (b - mean) * (b - mean)).sum();
            int n = biases.size();
            return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
        }
    }

    @Override
    public Integer call() throws Exception {
        AccountingOptions shipped =
                AccountingFile.shipped().options().withSettling(Duration.ofSeconds(5));
        // with a bound, which keys are in `other` depends on what was lost
        AccountingOptions options =
                shipped.withViews(
                        shipped.views().stream().map(view -> view.withMostKeys(ALL)).toList());
        Map<String, Tally[]> tallies = new TreeMap<>();
        for (View view : options.views()) {
            Tally[] classes = new Tally[CLASSES.length];
            Arrays.setAll(classes, i -> new Tally());
            tallies.put(view.name(), classes);
        }
        for (int seed = 1; seed <= seeds; seed++) {
            compare(ComparedTraffic.run(traffic(seed), options, loss, burst, seed), tallies);
        }
        print(tallies);
        return 0;
    }

    private TrafficOptions traffic(long seed) {
        return TrafficOptions.builder()
                .exporters(3)
                .engines(2)
                .rate(rate)
                .duration(Duration.ofMinutes(minutes))
                .seed(seed)
                .start(Instant.parse("2026-01-01T00:00:00Z"))
                .build();
    }

    private static void compare(
            Map<ComparedTraffic.Key, ComparedTraffic.Compared> keys, Map<String, Tally[]> tallies) {
        Map<String, Long> flows = new TreeMap<>();
        keys.forEach((key, compared) -> flows.merge(key.view(), compared.flows(), Long::sum));
        keys.forEach(
                (key, compared) -> {
                    double part = (double) compared.flows() / flows.get(key.view());
                    int size = 0;
                    while (part < CLASSES[size]) {
                        size++;
                    }
                    tallies.get(key.view())[size].add(compared);
                });
        tallies.values().forEach(classes -> List.of(classes).forEach(Tally::endRun));
    }

    private void print(Map<String, Tally[]> tallies) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%d runs of %d minutes, %,d flows/s, %.1f %% of the datagrams lost in bursts of %.0f:"
                        + " octets of a key over the run%n",
                seeds,
                minutes,
                rate,
                100 * loss,
                burst);
        out.printf(
                "%-17s %-12s %9s %10s %20s %10s%n",
                "view", "key's part", "keys", "received", "bias of estimate", "holds truth");
        tallies.forEach(
                (view, classes) -> {
                    for (int size = 0; size < classes.length; size++) {
                        Tally tally = classes[size];
                        if (tally.keys > 0) {
                            out.printf(
                                    Locale.ROOT,
                                    "%-17s %-12s %,9d %+9.2f%% %+9.2f%% ± %5.2f%% %9.1f%%%n",
                                    view,
                                    sizeName(size),
                                    tally.keys,
                                    100 * (tally.received / tally.truth - 1),
                                    100 * tally.meanBias(),
                                    100 * tally.biasError(),
                                    100.0 * tally.held / tally.keys);
                        }
                    }
                });
        out.flush();
    }

    private static String sizeName(int size) {
        return CLASSES[size] == 0
                ? String.format(Locale.ROOT, "below %.1f %%", 100 * CLASSES[size - 1])
                : String.format(Locale.ROOT, "from %.1f %%", 100 * CLASSES[size]);
    }
}
