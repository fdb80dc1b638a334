package io.flowledger.cli;

import io.flowledger.jobs.PercentileStep;
import io.flowledger.jobs.compact.CompactStep;
import io.flowledger.jobs.expire.ExpireStep;
import io.flowledger.jobs.nightly.AuditStep;
import io.flowledger.jobs.nightly.DayStep;
import io.flowledger.jobs.rollup.RollupStep;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All that is to be done with a day, in order. */
@Command(
        name = "nightly",
        description =
                "Does with a day what is to be done every night, in order, and may be repeated for any"
                        + " day: rollup, percentile, compact, expire, audit.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:all was done, and the day balances",
            "1:something was not, or it does not"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger nightly --warehouse file:///srv/flows",
            "  flowledger nightly --warehouse file:///srv/flows --from 2026-11-01 --to 2026-11-07 --format json"
        })
final class NightlyCommand implements Callable<Integer> {

    @Mixin private DayFlags days;
    @Mixin private BillsFlags bills;
    @Mixin private CompactFlags compact;
    @Mixin private ExpireFlags expire;

    @Override
    public Integer call() throws Exception {
        days.apply();
        List<DayStep> steps =
                List.of(
                        new RollupStep(),
                        new PercentileStep(bills.orders()),
                        new CompactStep(compact.options()),
                        new ExpireStep(expire.options()),
                        new AuditStep());
        return DayConsole.run(days, steps);
    }
}
