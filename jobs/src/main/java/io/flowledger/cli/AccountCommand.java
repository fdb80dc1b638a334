package io.flowledger.cli;

import io.flowledger.jobs.AccountJob;
import io.flowledger.jobs.AccountRequest;
import io.flowledger.jobs.AccountResult;
import io.flowledger.jobs.OpenMinutes;
import io.flowledger.jobs.accounting.AccountingSetup;
import io.flowledger.jobs.expire.ExpiredFlows;
import io.flowledger.ledger.accounting.AccountedTime;
import io.flowledger.ledger.accounting.View;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The same postings again, from the archive. */
@Command(
        name = "account",
        description =
                "Computes the postings of some minutes of receipt again from the archive, after a"
                        + " view or a file was changed, and replaces those that are there.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger account --warehouse file:///srv/flows --from 2026-11-01 --accounting views.yaml",
            "  flowledger account --warehouse file:///srv/flows --from 2026-11-01 --to 2026-11-02 --view sites"
        })
final class AccountCommand implements Callable<Integer> {

    @Option(names = "--warehouse", paramLabel = "URI", description = "Where the archive is.")
    private String warehouse;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Times.class,
            description = "First minute of receipt, UTC.")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Times.class,
            description =
                    "Minute of receipt to stop before. Default: all there is; with a collect on this"
                            + " warehouse, up to two hours before the newest flow, since what is"
                            + " newer it may still post itself.")
    private Instant to;

    @Option(
            names = "--view",
            split = ",",
            paramLabel = "NAME",
            description = "Only these views, others stay as they are. Default: all.")
    private List<String> views = new ArrayList<>();

    @Option(
            names = "--accounting",
            paramLabel = "FILE",
            description =
                    "Views, exporters and enrichment files in YAML, as collect has them; see docs/accounting.md. Default: the views that are shipped.")
    private File accounting;

    @Mixin private BatchFlags batch;

    @Override
    public Integer call() throws Exception {
        Map<String, String> flink = batch.apply();
        Path existing = Warehouses.existing(warehouse);
        AccountRequest request =
                new AccountRequest(existing, time(existing), setup(), batch.parallelism(), flink);
        AccountResult result;
        try (BatchConsole console =
                new BatchConsole(AccountJob::flowsRead, "sorting and adding up")) {
            result = AccountJob.run(request);
        }
        Summary.print(batch.format(), "accounted in " + existing, summary(result));
        return 0;
    }

    private AccountedTime time(Path existing) throws IOException {
        if (from == null) {
            throw new IllegalArgumentException(
                    "--from TIME is missing: say from when on to account again");
        }
        AccountedTime time =
                OpenMinutes.of(existing)
                        .over(from.toEpochMilli(), to == null ? Long.MAX_VALUE : to.toEpochMilli());
        requireFlows(existing, time);
        return time;
    }

    private static void requireFlows(Path existing, AccountedTime time) throws IOException {
        Optional<Instant> expired =
                ExpiredFlows.first(
                        existing,
                        Instant.ofEpochMilli(time.fromMillis()),
                        Instant.ofEpochMilli(time.toMillis()));
        if (expired.isPresent()) {
            throw new IllegalArgumentException(
                    "the flows of the hour from "
                            + expired.get()
                            + " on have been deleted by expire, so their postings"
                            + " cannot be computed again: leave that hour out with --from and --to");
        }
    }

    private AccountingSetup setup() throws IOException {
        AccountingSetup all = AccountingFlags.read(accounting);
        if (views.isEmpty()) {
            return all;
        }
        List<String> names = all.options().views().stream().map(View::name).toList();
        for (String name : views) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "--view " + name + ": there are " + String.join(", ", names));
            }
        }
        return all.withViews(
                all.options().views().stream()
                        .filter(view -> views.contains(view.name()))
                        .toList());
    }

    private Map<String, Object> summary(AccountResult result) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("from", Instant.ofEpochMilli(result.time().fromMillis()).toString());
        summary.put("to", Instant.ofEpochMilli(result.time().toMillis()).toString());
        summary.put("minutes", result.time().minutes());
        summary.put("flows", result.flows());
        summary.put("rowsReplaced", result.replaced());
        summary.put("rowsWritten", result.written());
        if (batch.format() == Format.JSON) {
            summary.put("byView", byView(result));
        } else {
            result.views()
                    .forEach(
                            (view, rows) ->
                                    summary.put(
                                            view,
                                            Amounts.count(rows.written())
                                                    + " rows, "
                                                    + Amounts.count(rows.replaced())
                                                    + " before"));
        }
        return summary;
    }

    private static Map<String, Object> byView(AccountResult result) {
        Map<String, Object> byView = new LinkedHashMap<>();
        result.views()
                .forEach(
                        (view, rows) ->
                                byView.put(
                                        view,
                                        Map.of(
                                                "rowsReplaced", rows.replaced(),
                                                "rowsWritten", rows.written())));
        return byView;
    }
}
