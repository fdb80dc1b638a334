package io.flowledger.cli;

import io.flowledger.jobs.AuditJob;
import io.flowledger.jobs.AuditRequest;
import io.flowledger.ledger.audit.AuditedTime;
import io.flowledger.ledger.audit.LedgerBalance;
import java.io.File;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Spec private CommandSpec spec;

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

    @Option(
            names = "--parallelism",
            defaultValue = "0",
            paramLabel = "N",
            description = "Tasks at a time. Default: as many as processors.")
    private int parallelism;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The same options in a YAML file; Flink's own settings under `flink:`.")
    private File config;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Override
    public Integer call() throws Exception {
        Map<String, String> flink =
                config == null ? Map.of() : ConfigFile.apply(config, spec).flinkSettings();
        Quantities.requireWithin("--parallelism", parallelism, 0, 128);
        AuditRequest request =
                new AuditRequest(Warehouses.existing(warehouse), time(), parallelism, flink);
        LedgerBalance balance;
        try (BatchConsole console =
                new BatchConsole(AuditJob::flowsRead, "sorting and recounting")) {
            balance = AuditJob.run(request);
        }
        if (format == Format.JSON) {
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
