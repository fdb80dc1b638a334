package io.flowledger.cli;

import io.flowledger.jobs.rollup.RollupStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hours, days and months of postings. */
@Command(
        name = "rollup",
        description =
                "Adds the postings of a day up by hour and by day, and the days of its month, and replaces"
                        + " what is there where it is not right any more.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger rollup --warehouse file:///srv/flows",
            "  flowledger rollup --warehouse file:///srv/flows --from 2026-11-01 --to 2026-11-07 --view interfaces,sites"
        })
final class RollupCommand implements Callable<Integer> {

    @Mixin private DayFlags days;

    @Option(
            names = "--view",
            split = ",",
            paramLabel = "NAME",
            description = "Only these views, others stay as they are. Default: all.")
    private List<String> views = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        days.apply();
        return DayConsole.run(days, List.of(new RollupStep(new LinkedHashSet<>(views))));
    }
}
