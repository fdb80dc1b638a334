package io.flowledger.bench.ingest;

import io.flowledger.bench.accounting.AccountingCommand;
import io.flowledger.bench.accounting.AccountingCostCommand;
import io.flowledger.bench.batch.BatchCommand;
import io.flowledger.bench.estimates.EstimatesCommand;
import io.flowledger.bench.estimates.TrafficCommand;
import io.flowledger.bench.flood.BacklogCommand;
import io.flowledger.bench.flood.FloodCommand;
import io.flowledger.bench.query.QueryCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flowledger bench}: benchmarks, one subcommand each. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        description = "Measures Flowledger on this machine.",
        subcommands = {
            IngestCommand.class,
            QueryCommand.class,
            BatchCommand.class,
            EstimatesCommand.class,
            TrafficCommand.class,
            AccountingCommand.class,
            AccountingCostCommand.class,
            FloodCommand.class,
            BacklogCommand.class
        })
public final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say which benchmark: flowledger bench ingest | query | batch | estimates | traffic | accounting | accounting-cost | flood | backlog");
    }
}
