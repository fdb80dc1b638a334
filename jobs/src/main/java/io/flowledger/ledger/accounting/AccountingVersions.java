package io.flowledger.ledger.accounting;

/**
 * The accounting that a stratum was begun with: its views may have been changed since, and what was
 * added up for the old ones is posted to them.
 */
@FunctionalInterface
public interface AccountingVersions {

    /**
     * @param fingerprint {@link Accounting#fingerprint} of the one that wrote it
     */
    Accounting of(long fingerprint);
}
