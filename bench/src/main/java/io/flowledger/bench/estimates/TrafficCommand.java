package io.flowledger.bench.estimates;

import io.flowledger.bench.traffic.Counts;
import io.flowledger.bench.traffic.Profile;
import io.flowledger.bench.traffic.ProfileMix;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Estimator;
import io.flowledger.ledger.estimate.Interval;
import io.flowledger.ledger.estimate.Sample;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code flowledger bench traffic}: the generator's traffic through the audit and the estimates,
 * many times, against the generator's truth.
 */
@Command(
        name = "traffic",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Generates realistic traffic of routers and switches that is lost in bursts,",
            "repeated, reordered and restarted; audits it; and compares lost flows, and the",
            "intervals of lost octets, with the truth. Exit code 1 if a lost flow is miscounted."
        },
        footerHeading = "%nExample:%n",
        footer = "  flowledger bench traffic --seeds 100")
public final class TrafficCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "100",
            description = "Runs, each with other traffic (default ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--rate",
            paramLabel = "FLOWS/S",
            defaultValue = "1000",
            description = "Of four exporters with three engines each (default ${DEFAULT-VALUE}).")
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
            defaultValue = "0.02",
            description = "Datagrams lost, in bursts of 5 (default ${DEFAULT-VALUE}).")
    private double loss;

    private long lostFlows;
    private long miscounted;
    private long repeated;
    private long refused;
    private int strata;
    private int strataHeld;
    private int strataUnknown;
    private int totals;
    private int totalsHeld;
    private double widthSum;
    private double lostOctets;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        for (int seed = 1; seed <= seeds; seed++) {
            compare(AuditedTraffic.run(options(seed)));
        }
        out.printf(
                Locale.ROOT,
                "%d runs of %d minutes, 4 exporters with 3 engines, %,d flows/s, %.1f %% lost in"
                        + " bursts of 5%n",
                seeds,
                minutes,
                rate,
                100 * loss);
        out.printf(
                Locale.ROOT,
                "  lost flows                 %,15d   miscounted by the audit %,d%n",
                lostFlows,
                miscounted);
        out.printf(
                Locale.ROOT,
                "  repeated datagrams         %,15d   refused by the audit    %,d%n",
                repeated,
                refused);
        out.printf(
                Locale.ROOT,
                "  a session's minute         %,15d   interval holds truth    %.1f %%   no"
                        + " interval %,d%n",
                strata,
                100.0 * strataHeld / strata,
                strataUnknown);
        out.printf(
                Locale.ROOT,
                "  an exporter's whole run    %,15d   interval holds truth    %.1f %%   mean width"
                        + " %.2f of what was lost%n",
                totals,
                100.0 * totalsHeld / totals,
                widthSum / lostOctets);
        out.flush();
        return miscounted == 0 ? 0 : 1;
    }

    private TrafficOptions options(long seed) {
        return TrafficOptions.builder()
                .profiles(
                        new ProfileMix(
                                List.of(
                                        new ProfileMix.Part(Profile.CISCO, 3),
                                        new ProfileMix.Part(Profile.OVS, 1))))
                .exporters(4)
                .engines(3)
                .recordsPerDatagram(1, 30)
                .rate(rate)
                .duration(Duration.ofMinutes(minutes))
                .lossInBursts(loss, 5)
                .duplicates(0.01)
                .reorder(0.01)
                .restarts(2)
                .seed(seed)
                .start(Instant.parse("2026-01-01T00:00:00Z"))
                .build();
    }

    private void compare(AuditedTraffic traffic) {
        long audited = 0;
        Estimate total = Estimate.NONE;
        double truth = 0;
        String exporter = null;
        for (Map.Entry<String, SortedMap<Long, Sample>> session : traffic.samples().entrySet()) {
            String address = session.getKey().substring(0, session.getKey().indexOf(':'));
            if (exporter != null && !address.equals(exporter)) {
                exporterDone(total, truth);
                total = Estimate.NONE;
                truth = 0;
            }
            exporter = address;
            for (Map.Entry<Long, Sample> minute : session.getValue().entrySet()) {
                Counts lost = traffic.lost(session.getKey(), minute.getKey());
                audited += minute.getValue().stratum().lostFlows();
                // what no number can show, around restarts and across minutes, is not estimated
                if (lost.flows() != minute.getValue().stratum().lostFlows()) {
                    continue;
                }
                Estimate estimate = Estimator.estimate(minute.getValue());
                total = total.plus(estimate);
                truth += lost.octets();
                if (lost.flows() > 0) {
                    stratumDone(estimate, lost);
                }
            }
        }
        exporterDone(total, truth);
        lostFlows += traffic.truth().detectableLostFlows();
        miscounted += Math.abs(traffic.truth().detectableLostFlows() - audited);
        repeated += traffic.truth().duplicates().datagrams();
        refused += traffic.duplicates();
    }

    private void stratumDone(Estimate estimate, Counts lost) {
        strata++;
        if (estimate.value().isEmpty()) {
            strataUnknown++;
        }
        strataHeld += holds(estimate, lost.octets()) ? 1 : 0;
    }

    private void exporterDone(Estimate total, double truth) {
        totals++;
        totalsHeld += holds(total, truth) ? 1 : 0;
        Interval interval = total.interval();
        if (interval.upper().isPresent()) {
            widthSum += interval.upper().getAsDouble() - interval.lower();
            lostOctets += truth;
        }
    }

    /** Without an upper bound it holds whatever is above the lower one. */
    private static boolean holds(Estimate estimate, double lostOctets) {
        double all = estimate.observed() + lostOctets;
        Interval interval = estimate.interval();
        double rounding = 1e-9 * all;
        return interval.lower() <= all + rounding
                && all <= interval.upper().orElse(Double.POSITIVE_INFINITY) + rounding;
    }
}
