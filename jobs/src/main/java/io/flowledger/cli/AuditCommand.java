package io.flowledger.cli;

import io.flowledger.jobs.AuditJob;
import io.flowledger.jobs.AuditRequest;
import io.flowledger.ledger.audit.AuditedTime;
import io.flowledger.ledger.audit.LedgerBalance;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The proof of the bill, from the Parquet files alone. */
@Command(
        name = "audit",
        description =
                "Recounts every numbering from the archive and proves that flows archived, lost and"
                        + " open add up to what exporters numbered.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:everything balances", "1:something does not, or the audit failed"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger audit --warehouse file:///srv/flows",
            "  flowledger audit --warehouse file:///srv/flows --from 2026-11-01 --to 2026-12-01 --format json"
        })
final class AuditCommand implements Callable<Integer> {

    private static final int DOES_NOT_BALANCE = 1;

    @Option(names = "--warehouse", paramLabel = "URI", description = "Where the archive is.")
    private String warehouse;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Times.class,
            description =
                    "Audit what exporters numbered from this time of receipt on, UTC. Default: the"
                            + " earliest hour there are flows of.")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Times.class,
            description = "… up to but without this time. Default: all there is.")
    private Instant to;

    @Mixin private BatchFlags batch;

    @Override
    public Integer call() throws Exception {
        Map<String, String> flink = batch.apply();
        AuditRequest request =
                new AuditRequest(
                        Warehouses.existing(warehouse), time(), batch.parallelism(), flink);
        LedgerBalance balance;
        try (BatchConsole console =
                new BatchConsole(AuditJob::flowsRead, "sorting and recounting")) {
            balance = AuditJob.run(request);
        }
        if (batch.format() == Format.JSON) {
            System.out.println(AuditJson.of(balance));
        } else {
            AuditText.print(balance, System.out);
        }
        return balance.balances() ? 0 : DOES_NOT_BALANCE;
    }

    private AuditedTime time() {
        long fromMillis = from == null ? Long.MIN_VALUE : from.toEpochMilli();
        long toMillis = to == null ? Long.MAX_VALUE : to.toEpochMilli();
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException("--from " + from + " is not before --to " + to);
        }
        return new AuditedTime(fromMillis, toMillis);
    }
}
