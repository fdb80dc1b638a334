package io.flowledger.jobs;

import io.flowledger.jobs.bill.BillMonth;
import io.flowledger.jobs.bill.BillOrder;
import io.flowledger.jobs.bill.UsualBills;
import io.flowledger.jobs.nightly.DayRequest;
import io.flowledger.jobs.nightly.DayStep;
import io.flowledger.jobs.nightly.StepReport;
import io.flowledger.jobs.nightly.StepReport.Outcome;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.NothingToBill;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The bills of the month that the day is in, over what there is of it. */
public final class PercentileStep implements DayStep {

    public static final String NAME = "percentile";

    private final List<BillOrder> orders;

    /**
     * @param orders none for {@link UsualBills}
     */
    public PercentileStep(List<BillOrder> orders) {
        this.orders = List.copyOf(orders);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StepReport run(DayRequest request) throws Exception {
        YearMonth month = YearMonth.from(request.day());
        Instant now = Instant.now();
        List<String> texts = new ArrayList<>();
        Map<String, Object> details = new LinkedHashMap<>();
        boolean changed = false;
        for (BillOrder order : orders(request, month, now)) {
            try {
                PercentileResult result = bill(order, month, now, request);
                changed |= result.changed();
                texts.add(text(result));
                details.put(result.terms().name(), details(result));
            } catch (NothingToBill e) {
                texts.add(order.billName() + ": " + e.getMessage());
            }
        }
        if (details.isEmpty()) {
            return StepReport.of(
                    Outcome.EMPTY,
                    texts.isEmpty() ? "nothing to bill in " + month : String.join("; ", texts));
        }
        Outcome outcome = request.dryRun() ? Outcome.WOULD : Outcome.DONE;
        return new StepReport(
                changed ? outcome : Outcome.UNCHANGED,
                month + ": " + String.join(", ", texts),
                details);
    }

    private List<BillOrder> orders(DayRequest request, YearMonth month, Instant now)
            throws IOException {
        if (!orders.isEmpty()) {
            return orders;
        }
        BillMonth whole = BillMonth.of(month, UsualBills.ZONE, UsualBills.INTERVAL, now);
        return UsualBills.of(request.warehouse(), whole.hours());
    }

    private static PercentileResult bill(
            BillOrder order, YearMonth month, Instant now, DayRequest request) throws Exception {
        return PercentileJob.run(
                new PercentileRequest(
                        request.warehouse(),
                        order,
                        month,
                        false,
                        request.dryRun(),
                        now,
                        request.parallelism(),
                        request.flinkSettings()),
                new Unheard());
    }

    private static String text(PercentileResult result) {
        return result.closedMillis().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%s closed, %,d adjustments",
                        result.terms().name(),
                        result.adjustments())
                : String.format(Locale.ROOT, "%s %,d lines", result.terms().name(), result.lines());
    }

    private static Map<String, Object> details(PercentileResult result) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("lines", result.lines());
        details.put("closed", result.closedMillis().isPresent());
        details.put("adjustments", result.adjustments());
        details.put("changed", result.changed());
        return details;
    }

    /** Nobody reads the lines: they are in the table. */
    private static final class Unheard implements BillListener {
        @Override
        public void starts(BillTerms terms, YearMonth month, BillPeriod period) {}

        @Override
        public void line(BillEntry entry) {}
    }
}
