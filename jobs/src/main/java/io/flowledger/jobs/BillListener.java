package io.flowledger.jobs;

import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import java.io.IOException;
import java.time.YearMonth;

/** Is told a bill line by line, so that nobody has to hold all of it. */
public interface BillListener {

    void starts(BillTerms terms, YearMonth month, BillPeriod period) throws IOException;

    /** In order: the bill, adjustments that had been entered, adjustments that are now. */
    void line(BillEntry entry) throws IOException;
}
