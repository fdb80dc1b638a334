package io.flowledger.ledger.accounting;

/** The keys of one window of one view in a stratum. */
final class DomainGroup {

    final int ordinal;
    final int view;

    /** Counted from 1970. */
    final long window;

    /** Keys it holds by themselves. */
    int keys;

    /** Sums of keys that were let go for being small; null if none was. */
    MergedSums merged;

    DomainGroup(int ordinal, int view, long window) {
        this.ordinal = ordinal;
        this.view = view;
        this.window = window;
    }

    /** What a table calls the group of its keys. */
    int keyGroup() {
        return 2 * ordinal;
    }

    /** What a table calls the one domain that takes what finds no room. */
    int otherGroup() {
        return 2 * ordinal + 1;
    }

    static boolean isOther(int tableGroup) {
        return (tableGroup & 1) != 0;
    }

    static int ordinal(int tableGroup) {
        return tableGroup >>> 1;
    }
}
