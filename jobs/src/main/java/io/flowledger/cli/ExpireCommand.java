package io.flowledger.cli;

import io.flowledger.jobs.expire.ExpireStep;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is too old goes. */
@Command(
        name = "expire",
        description =
                "Deletes what is older than it has to be kept, reckoned from the end of the day that is"
                        + " given; and what killed jobs left behind. Flows and postings stay until their day"
                        + " is rolled up and balances.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger expire --warehouse file:///srv/flows --dry-run",
            "  flowledger expire --warehouse file:///srv/flows --keep flows=180d,postings=1y --max-size 500g"
        })
final class ExpireCommand implements Callable<Integer> {

    @Mixin private DayFlags days;
    @Mixin private ExpireFlags flags;

    @Override
    public Integer call() throws Exception {
        days.apply();
        return DayConsole.run(days, List.of(new ExpireStep(flags.options())));
    }
}
