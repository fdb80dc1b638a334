package io.flowledger.cli;

import io.flowledger.archive.table.ScanTally;
import io.flowledger.jobs.accounting.LowerBound;
import io.flowledger.jobs.accounting.UpperBound;
import io.flowledger.sql.Answer;
import io.flowledger.sql.Ledger;
import java.util.concurrent.Callable;
import org.apache.flink.table.api.TableEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One SQL statement over a warehouse. */
@Command(
        name = "sql",
        description = "Runs a Flink SQL statement over the flows of a warehouse.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  flowledger sql --warehouse file:///srv/flows -e 'SELECT COUNT(*) FROM flows'")
final class SqlCommand implements Callable<Integer> {

    @Option(
            names = "--warehouse",
            required = true,
            paramLabel = "URI",
            description = "Directory or URI of the warehouse.")
    private String warehouse;

    @Option(names = "-e", required = true, paramLabel = "STATEMENT", description = "The statement.")
    private String statement;

    @Override
    public Integer call() throws Exception {
        TableEnvironment tables = Ledger.open(Warehouses.existing(warehouse).toString());
        tables.createTemporarySystemFunction("lower_bound", LowerBound.class);
        tables.createTemporarySystemFunction("upper_bound", UpperBound.class);
        Answer.print(tables.executeSql(statement), System.out);
        ScanTally.take().note().ifPresent(System.err::println);
        return 0;
    }
}
