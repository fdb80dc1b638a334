package io.flowledger.jobs.bill;

import io.flowledger.archive.read.HourRange;
import io.flowledger.jobs.recount.LedgerTables;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.apache.flink.core.fs.Path;

/** A month of a time zone, and how much of it the books can know. */
public record BillMonth(YearMonth month, BillPeriod whole, boolean isOver) {

    /**
     * @throws IllegalArgumentException if it has not begun, or the interval does not divide it
     */
    public static BillMonth of(YearMonth month, ZoneId zone, Duration interval, Instant now) {
        BillPeriod whole = BillPeriod.of(month, zone, interval);
        if (whole.fromMillis() > now.toEpochMilli()) {
            throw new IllegalArgumentException(
                    month + " has not begun in " + zone + ": there is nothing to bill yet");
        }
        return new BillMonth(month, whole, whole.toMillis() <= now.toEpochMilli());
    }

    /** Of its windows. */
    public HourRange hours() {
        return LedgerTables.hours(whole.fromMillis(), whole.toMillis());
    }

    /**
     * With the intervals that count: of a month that is over all, else those that are over.
     *
     * @throws IllegalArgumentException if none does yet
     */
    public BillPeriod known(Path warehouse, BillTerms terms) throws IOException {
        ViewPostings.Received received = new ViewPostings(warehouse, terms.view()).received();
        return whole.known(isOver, received.fromMillis(), received.toMillis());
    }
}
