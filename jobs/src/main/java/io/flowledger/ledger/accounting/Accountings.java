package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Names;
import java.io.DataInput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The accounting in force, and for strata of a run before this one that with which they were begun:
 * views may have been changed since, and what was added up for the old ones is posted to them.
 */
public final class Accountings {

    private final Accounting current;
    private final Map<Long, Accounting> byFingerprint = new HashMap<>();

    public Accountings(AccountingOptions options, Names names, DomainBudget budget) {
        current = new Accounting(options, names, budget);
        byFingerprint.put(current.fingerprint(), current);
    }

    public Accounting current() {
        return current;
    }

    /** Views that {@link AccountingOptions#writeViews} wrote in a run before. */
    public void remember(DataInput in) throws IOException {
        AccountingOptions before = current.options.readViews(in);
        byFingerprint.computeIfAbsent(
                before.fingerprint(),
                unseen -> new Accounting(before, current.names, current.budget));
    }

    /**
     * @throws IllegalStateException if it was never told of
     */
    Accounting of(long fingerprint) {
        Accounting accounting = byFingerprint.get(fingerprint);
        if (accounting == null) {
            throw new IllegalStateException("accounts of views that the state does not tell of");
        }
        return accounting;
    }
}
