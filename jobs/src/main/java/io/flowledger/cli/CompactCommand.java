package io.flowledger.cli;

import io.flowledger.jobs.compact.CompactStep;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Fewer and smaller files with the same flows. */
@Command(
        name = "compact",
        description =
                "Puts the files of each closed hour of flows together to few large ones, sorted and"
                        + " smaller, with the same rows.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:all closed hours are compacted",
            "1:some could not be, and are as they were"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger compact --warehouse file:///srv/flows",
            "  flowledger compact --warehouse file:///srv/flows --from 2026-11-01 --to 2026-11-07 --bloom src_addr"
        })
final class CompactCommand implements Callable<Integer> {

    @Mixin private DayFlags days;

    @Mixin private CompactFlags compact;

    @Override
    public Integer call() throws Exception {
        days.apply();
        CompactStep step = new CompactStep(compact.options());
        try (BatchConsole console =
                new BatchConsole(CompactStep::flowsRead, "sorting, writing, checking")) {
            return DayConsole.run(days, List.of(step));
        }
    }
}
