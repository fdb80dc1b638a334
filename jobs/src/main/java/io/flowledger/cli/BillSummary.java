package io.flowledger.cli;

import io.flowledger.jobs.PercentileResult;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a bill is of and how it stands, besides its lines. */
final class BillSummary {

    private BillSummary() {}

    static Map<String, Object> of(PercentileResult result) {
        BillTerms terms = result.terms();
        BillPeriod period = result.period();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("bill", terms.name());
        summary.put("month", result.month().toString());
        summary.put("view", terms.view());
        summary.put("of", terms.of().name().toLowerCase(Locale.ROOT));
        summary.put("keys", terms.keys());
        summary.put("percentile", terms.percentile().percent());
        summary.put("intervalSeconds", terms.interval().toSeconds());
        summary.put("zone", terms.zone().getId());
        summary.put("direction", terms.rule().name().toLowerCase(Locale.ROOT));
        summary.put("from", Instant.ofEpochMilli(period.fromMillis()).toString());
        summary.put("countedTo", Instant.ofEpochMilli(period.countedToMillis()).toString());
        summary.put("intervals", period.slots());
        summary.put("unknownIntervals", period.slots() - period.knownSlots());
        summary.put("state", state(result));
        summary.put(
                "closedAt",
                result.closedMillis().isPresent()
                        ? Instant.ofEpochMilli(result.closedMillis().getAsLong()).toString()
                        : null);
        summary.put("billLines", result.lines());
        summary.put("adjustmentsBefore", result.adjustmentsBefore());
        summary.put("adjustments", result.adjustments());
        summary.put("changed", result.changed());
        return summary;
    }

    private static String state(PercentileResult result) {
        if (result.closedMillis().isPresent()) {
            return "closed";
        }
        return result.isOver() ? "open" : "running";
    }
}
