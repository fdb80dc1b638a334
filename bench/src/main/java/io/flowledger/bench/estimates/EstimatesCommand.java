package io.flowledger.bench.estimates;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flowledger bench estimates}: how often the intervals hold the truth. */
@Command(
        name = "estimates",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Simulates minutes of traffic with known totals, loses datagrams, and counts",
            "how often the interval of the estimate holds the truth, and how wide it is",
            "beside the normal one (estimate ± 1.96 standard errors). docs/estimates.md",
            "explains the columns."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  The table of docs/estimates.md:", "    flowledger bench estimates",
            "  A quick look:", "    flowledger bench estimates --replications 1000"
        })
public final class EstimatesCommand implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON
    }

    /** With fewer, a cell in which loss is rare may have none to show. */
    private static final int LEAST_REPLICATIONS = 1_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--replications",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Minutes simulated per cell (default ${DEFAULT-VALUE}).")
    private int replications;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed gives the same table (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text or json (default ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() throws Exception {
        if (replications < LEAST_REPLICATIONS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--replications: at least " + LEAST_REPLICATIONS + ", not " + replications);
        }
        PrintWriter progress = spec.commandLine().getErr();
        CoverageReport report = new CoverageReport();
        for (Plan plan : Plan.values()) {
            int times = plan.replications(replications);
            progress.printf(Locale.ROOT, "  %s: %,d replications%n", plan.title(), times);
            progress.flush();
            report.add(plan, new Simulation(seed, times).run(plan.cells()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(format == Format.JSON ? report.json() + "\n" : report.text());
        out.flush();
        return 0;
    }
}
