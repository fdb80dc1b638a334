package io.flowledger.bench.accounting;

import io.flowledger.bench.accounting.ComparedTraffic.Compared;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.cli.AccountingFile;
import io.flowledger.jobs.accounting.AccountingSetup;
import io.flowledger.jobs.accounting.FlinkFileAccess;
import io.flowledger.ledger.accounting.Accounting;
import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.Accounts;
import io.flowledger.ledger.accounting.DomainBudget;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How estimates and intervals of accounting fare against the truth, by view and key. */
@Command(
        name = "accounting",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Posts generated traffic whole and with datagrams lost in bursts, and compares",
            "octets of each key over the whole run: deviation of what was received and of",
            "the estimate, ± a standard error, and how often 95 %% intervals hold the truth.",
            "By key where a view has few, else by the key's part of all flows."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger bench accounting --seeds 50 --loss 0.1",
            "  A bill by customer, the hour of bench/billing.sh with other traffic each time:",
            "    flowledger bench accounting --accounting bench/billing/accounting.yaml",
            "      --minutes 60 --loss 0.1 --burst 20"
        })
public final class AccountingCommand implements Callable<Integer> {

    private static final int UNBOUNDED = 1_000_000;
    private static final int MOST_SESSIONS = 1_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--accounting",
            paramLabel = "FILE",
            description = "Views as collect takes them (default: those that are shipped).")
    private File file;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Runs, each with other traffic (default ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--first-seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Seed of the first run; the next has the next (default ${DEFAULT-VALUE}).")
    private long firstSeed;

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

    @Override
    public Integer call() throws IOException {
        AccountingSetup setup = file == null ? AccountingFile.shipped() : AccountingFile.read(file);
        Names names = new Names();
        Enrichment enrichment = setup.files().load(new FlinkFileAccess(), names);
        AccountingOptions options = unbounded(setup.options().withSettling(Duration.ofSeconds(5)));
        Map<String, ViewTallies> views = new TreeMap<>();
        options.views().forEach(view -> views.put(view.name(), new ViewTallies()));
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            Map<ComparedTraffic.Key, Compared> keys =
                    ComparedTraffic.run(
                            traffic(seed).build(),
                            traffic(seed).lossInBursts(loss, burst).build(),
                            accounts(options, names, enrichment),
                            accounts(options, names, enrichment));
            Map<String, Map<String, Compared>> byView = new HashMap<>();
            keys.forEach(
                    (key, compared) ->
                            byView.computeIfAbsent(key.view(), unseen -> new HashMap<>())
                                    .put(key.key(), compared));
            byView.forEach((view, ofView) -> views.get(view).add(ofView));
        }
        print(views);
        return 0;
    }

    /** With a bound, which keys are in {@code other} depends on what was lost. */
    private static AccountingOptions unbounded(AccountingOptions options) {
        return options.withViews(
                options.views().stream().map(view -> view.withMostKeys(UNBOUNDED)).toList());
    }

    private static Accounts accounts(AccountingOptions options, Names names, Enrichment files) {
        DomainBudget budget = new DomainBudget(options.mostDomains());
        return new Accounts(
                new Accounting(options, names, budget), () -> files, true, MOST_SESSIONS);
    }

    private TrafficOptions.Builder traffic(long seed) {
        return TrafficOptions.builder()
                .exporters(3)
                .engines(2)
                .rate(rate)
                .duration(Duration.ofMinutes(minutes))
                .seed(seed)
                .start(Instant.parse("2026-01-01T12:00:00Z"));
    }

    private void print(Map<String, ViewTallies> views) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%d runs (seeds from %d) of %d minutes, %,d flows/s, %.1f %% of the datagrams lost in"
                        + " bursts of %.0f: octets of a key over the run%n",
                seeds,
                firstSeed,
                minutes,
                rate,
                100 * loss,
                burst);
        out.printf(
                "%-17s %-20s %9s %18s %18s %17s %7s %7s%n",
                "view",
                "key, or its part",
                "keys",
                "received",
                "estimated",
                "holds truth",
                "below",
                "above");
        views.forEach(
                (view, tallies) -> {
                    tallies.lines().forEach((keys, tally) -> print(out, view, keys, tally));
                    if (tallies.isToldTogether()) {
                        out.printf(
                                "%-17s all intervals hold in %d of %d runs%n",
                                view, tallies.runsHeld(), tallies.runs());
                    }
                });
        out.flush();
    }

    private static void print(PrintWriter out, String view, String keys, Tally tally) {
        out.printf(
                Locale.ROOT,
                "%-17s %-20s %,9d %18s %18s %7.1f%% ± %4.1f%% %6.1f%% %6.1f%%%n",
                view,
                keys,
                tally.keys(),
                text(tally.received()),
                text(tally.estimated()),
                100 * tally.held(),
                100 * tally.heldError(),
                100 * tally.missedBelow(),
                100 * tally.missedAbove());
    }

    /** With its error, unless it is of a single run. */
    private static String text(Tally.Deviations deviations) {
        String mean = String.format(Locale.ROOT, "%+.2f%%", 100 * deviations.mean());
        double error = deviations.standardError();
        return Double.isNaN(error)
                ? mean
                : mean + String.format(Locale.ROOT, " ± %.2f%%", 100 * error);
    }
}
