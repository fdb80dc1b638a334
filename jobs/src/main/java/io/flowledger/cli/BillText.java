package io.flowledger.cli;

import io.flowledger.jobs.BillListener;
import io.flowledger.jobs.PercentileResult;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillKey;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.Rates;
import java.io.PrintStream;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/** A bill for people: how it stands, and its largest lines. */
final class BillText implements BillListener {

    private static final int SHOWN = 20;
    private static final String FORMAT = "  %-34s %-4s %12s %12s %12s %12s %8s%n";

    private static final Comparator<BillEntry> BY_SIZE =
            Comparator.comparingDouble(
                    (BillEntry entry) -> Math.abs(entry.billed().rates().estimated()));

    private final PriorityQueue<BillEntry> bill = new PriorityQueue<>(BY_SIZE);
    private final PriorityQueue<BillEntry> adjustments = new PriorityQueue<>(BY_SIZE);
    private long mostMissing;

    @Override
    public void starts(BillTerms terms, YearMonth month, BillPeriod period) {}

    @Override
    public void line(BillEntry entry) {
        mostMissing = Math.max(mostMissing, entry.missing());
        PriorityQueue<BillEntry> largest = entry.kind() == BillEntry.Kind.BILL ? bill : adjustments;
        largest.add(entry);
        if (largest.size() > SHOWN) {
            largest.poll();
        }
    }

    void print(PercentileResult result, boolean dryRun, PrintStream out) {
        BillTerms terms = result.terms();
        BillPeriod period = result.period();
        out.printf(
                Locale.ROOT,
                "bill %s of %s%s: %sth percentile of %,d intervals of %d s, %s; view %s%n",
                terms.name(),
                result.month(),
                terms.zone().getId().equals("UTC") ? "" : " (" + terms.zone() + ")",
                terms.percentile().percent().toPlainString(),
                period.slots(),
                terms.interval().toSeconds(),
                direction(terms),
                terms.view());
        out.println("  " + state(result, dryRun));
        if (mostMissing > 0) {
            out.printf(
                    Locale.ROOT,
                    "  up to %,d intervals are missing: not in what was observed%s%n",
                    mostMissing,
                    unknown(period));
        }
        table("billed, bit/s", bill, result.lines(), out);
        table(
                "adjustment, bit/s",
                adjustments,
                result.adjustments() + result.adjustmentsBefore(),
                out);
    }

    private static String direction(BillTerms terms) {
        return switch (terms.of()) {
            case KEY -> "all traffic of a key";
            default ->
                    switch (terms.rule()) {
                        case MAX -> "the larger direction";
                        case SUM -> "both directions together";
                        default -> "direction " + terms.rule().name().toLowerCase(Locale.ROOT);
                    };
        };
    }

    private static String unknown(BillPeriod period) {
        int unknown = period.slots() - period.knownSlots();
        return unknown == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; of %,d nothing can be known, before %s or from %s on, and they are not in"
                                + " the estimate either",
                        unknown,
                        Instant.ofEpochMilli(period.startMillis(period.firstKnown())),
                        Instant.ofEpochMilli(period.startMillis(period.endKnown())));
    }

    private static String state(PercentileResult result, boolean dryRun) {
        String entered =
                String.format(
                        Locale.ROOT,
                        "%,d adjustments before, %,d %s now",
                        result.adjustmentsBefore(),
                        result.adjustments(),
                        dryRun ? "would be entered" : "entered");
        if (result.closedNow()) {
            return dryRun ? "would be closed" : "closed now: late postings go to adjustments";
        }
        if (result.closedMillis().isPresent()) {
            return "closed at "
                    + Instant.ofEpochMilli(result.closedMillis().getAsLong())
                    + "; "
                    + entered;
        }
        String open =
                result.isOver()
                        ? "the month is over, the bill is not closed"
                        : "running: counted to "
                                + Instant.ofEpochMilli(result.period().countedToMillis());
        String changed = dryRun ? "; would be written" : "; written";
        return open + (result.changed() ? changed : "; unchanged");
    }

    private static void table(
            String title, PriorityQueue<BillEntry> largest, long all, PrintStream out) {
        if (largest.isEmpty()) {
            return;
        }
        List<BillEntry> lines = new ArrayList<>(largest);
        lines.sort(BY_SIZE.reversed().thenComparing(BillEntry::key));
        out.printf(FORMAT, title, "", "observed", "estimated", "lower", "upper", "missing");
        for (BillEntry line : lines) {
            Rates rates = line.billed().rates();
            out.printf(
                    FORMAT,
                    who(line),
                    line.direction().equals("total") ? "" : line.direction(),
                    rate(rates.observed()),
                    rate(rates.estimated()),
                    rate(rates.lower()),
                    rate(rates.upper()),
                    Amounts.count(line.missing()));
        }
        if (all > lines.size()) {
            out.printf(Locale.ROOT, "  … and %,d more: --csv FILE%n", all - lines.size());
        }
    }

    private static String who(BillEntry line) {
        BillKey key = BillKey.parse(line.key());
        List<String> parts = new ArrayList<>();
        if (key.other()) {
            parts.add("other");
        }
        for (String value : key.values()) {
            if (value != null || !key.other()) {
                parts.add(value == null ? "unknown" : value);
            }
        }
        if (line.name() != null) {
            parts.add(line.name());
        }
        return String.join(" ", parts);
    }

    private static String rate(Double bitsPerSecond) {
        return bitsPerSecond == null
                ? "unknown"
                : String.format(Locale.ROOT, "%,.0f", bitsPerSecond);
    }
}
