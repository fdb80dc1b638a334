package io.flowledger.jobs;

import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import java.time.YearMonth;
import java.util.OptionalLong;

/**
 * What came of a bill.
 *
 * @param isOver whether the month is
 * @param closedMillis when the bill was closed, now or before
 * @param closedNow whether it was open before
 * @param lines of the bill
 * @param adjustmentsBefore that had been entered to it
 * @param adjustments that were entered now
 * @param changed whether there is something else in {@code bills} now
 */
public record PercentileResult(
        BillTerms terms,
        YearMonth month,
        BillPeriod period,
        boolean isOver,
        OptionalLong closedMillis,
        boolean closedNow,
        long lines,
        long adjustmentsBefore,
        long adjustments,
        boolean changed) {}
