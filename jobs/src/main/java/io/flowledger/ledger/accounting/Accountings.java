package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Names;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The accounting in force, and for strata of a run before this one that with which they were begun:
 * views may have been changed since, and what was added up for the old ones is posted to them.
 */
public final class Accountings {

    private final Accounting current;
    private final Map<Long, Accounting> byFingerprint = new LinkedHashMap<>();

    public Accountings(AccountingOptions options, Names names, DomainBudget budget) {
        current = new Accounting(options, names, budget);
        byFingerprint.put(current.fingerprint, current);
    }

    public Accounting current() {
        return current;
    }

    /** Views of this run and of those before whose strata may still be open. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(byFingerprint.size());
        for (Accounting each : byFingerprint.values()) {
            each.options.writeViews(out);
        }
    }

    /** Views that {@link #write} wrote in a run before. */
    public void remember(DataInput in) throws IOException {
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            AccountingOptions before = current.options.readViews(in);
            byFingerprint.computeIfAbsent(
                    before.fingerprint(),
                    unseen -> new Accounting(before, current.names, current.budget));
        }
    }

    /** Forgets views of earlier runs but for those of strata that are open. */
    public void keepOnly(Accounts accounts) {
        Set<Accounting> used = accounts.accountings();
        byFingerprint.values().removeIf(each -> each != current && !used.contains(each));
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
