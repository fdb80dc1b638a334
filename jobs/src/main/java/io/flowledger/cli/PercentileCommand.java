package io.flowledger.cli;

import io.flowledger.jobs.BillListener;
import io.flowledger.jobs.PercentileJob;
import io.flowledger.jobs.PercentileRequest;
import io.flowledger.jobs.PercentileResult;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The bill of a month. */
@Command(
        name = "percentile",
        description =
                "Bills a calendar month by a percentile of rates: as received, and with what was lost."
                        + " Done again it replaces the bill, until --close; from then on it enters"
                        + " what the bill is to be adjusted by.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger percentile --warehouse file:///srv/flows --month 2026-10",
            "  flowledger percentile --warehouse file:///srv/flows --of customer --month 2026-10 --csv october.csv",
            "  flowledger percentile --warehouse file:///srv/flows --of customer --month 2026-10 --close",
            "  flowledger percentile --warehouse file:///srv/flows --view sites --key dst_site --percentile 99"
        })
final class PercentileCommand implements Callable<Integer> {

    @Option(names = "--warehouse", paramLabel = "URI", description = "Where the archive is.")
    private String warehouse;

    @Option(
            names = "--month",
            paramLabel = "MONTH",
            converter = Months.class,
            description = "YYYY-MM. Default: that of yesterday.")
    private YearMonth month;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            converter = Days.class,
            description = "The month of this day instead.")
    private LocalDate date;

    @Mixin private BillFlags bill;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "All lines as CSV for a billing system; - is standard output.")
    private String csv;

    @Option(
            names = "--close",
            description =
                    "Close the bill of a month that is over: it never changes again, what comes late"
                            + " is entered as an adjustment.")
    private boolean close;

    @Option(names = "--dry-run", description = "Only say what would be entered.")
    private boolean dryRun;

    @Mixin private BatchFlags batch;

    @Override
    public Integer call() throws Exception {
        Map<String, String> flink = batch.apply();
        boolean csvOnly = BillCsv.STANDARD_OUTPUT.equals(csv);
        if (csvOnly && batch.format() == Format.JSON) {
            throw new IllegalArgumentException("give --csv - or --format json, not both");
        }
        Instant now = Instant.now();
        PercentileRequest request =
                new PercentileRequest(
                        Warehouses.existing(warehouse),
                        bill.order(),
                        month(now),
                        close,
                        dryRun,
                        now,
                        batch.parallelism(),
                        flink);
        BillText text = new BillText();
        BillJson json = batch.format() == Format.JSON ? new BillJson(System.out) : null;
        try (BillCsv lines = csv == null ? null : new BillCsv(csv)) {
            PercentileResult result = run(request, new Both(json == null ? text : json, lines));
            if (lines != null) {
                lines.finish();
            }
            if (json != null) {
                json.finish(result);
            } else if (!csvOnly) {
                text.print(result, dryRun, System.out);
            }
        }
        return 0;
    }

    private static PercentileResult run(PercentileRequest request, BillListener listener)
            throws Exception {
        try (BatchConsole console =
                new BatchConsole(PercentileJob::billed, "sums of postings billed", "sorting")) {
            return PercentileJob.run(request, listener);
        }
    }

    private YearMonth month(Instant now) {
        if (month != null && date != null) {
            throw new IllegalArgumentException("give --month or --date, not both");
        }
        if (date != null) {
            return YearMonth.from(date);
        }
        return month == null
                ? BillPeriod.monthOf(now.minus(Duration.ofDays(1)), bill.zone())
                : month;
    }

    /** Tells what is printed and, where there is one, the CSV. */
    private record Both(BillListener printed, BillCsv csv) implements BillListener {

        @Override
        public void starts(BillTerms terms, YearMonth month, BillPeriod period) throws IOException {
            printed.starts(terms, month, period);
            if (csv != null) {
                csv.starts(terms, month, period);
            }
        }

        @Override
        public void line(BillEntry entry) throws IOException {
            printed.line(entry);
            if (csv != null) {
                csv.line(entry);
            }
        }
    }
}
