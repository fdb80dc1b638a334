package io.flowledger.jobs.accounting;

import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.View;
import io.flowledger.ledger.enrich.EnrichmentFiles;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What is accounted, and where the operator's files are.
 *
 * @param files of sites, interfaces, names
 * @param lookAfter how often is looked whether one of them has changed
 */
public record AccountingSetup(AccountingOptions options, EnrichmentFiles files, Duration lookAfter)
        implements Serializable {

    public AccountingSetup withViews(List<View> others) {
        return new AccountingSetup(options.withViews(others), files, lookAfter);
    }

    public AccountingSetup withSettling(Duration reorderWindow) {
        return new AccountingSetup(options.withSettling(reorderWindow), files, lookAfter);
    }
}
