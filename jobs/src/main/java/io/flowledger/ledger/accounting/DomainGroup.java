package io.flowledger.ledger.accounting;

/**
 * The keys of one window of one view in a stratum: the largest by themselves, the rest together.
 */
final class DomainGroup {

    /** Keys held before the smallest are let go again, so that it is not done for every new one. */
    private static final int LEAST_SLACK = 1_024;

    private static final long NO_KEY = 0;

    final int view;

    /** Counted from 1970. */
    final long window;

    DomainTable keys = new DomainTable();

    /** One domain that takes what found no room; null if there was room for all. */
    DomainTable beyond;

    /** Sums of keys that were let go for being small; null if none was. */
    MergedSums merged;

    DomainGroup(int view, long window) {
        this.view = view;
        this.window = window;
    }

    void add(
            long high,
            long low,
            long hash,
            int mostKeys,
            DomainBudget budget,
            long datagram,
            int flows,
            long packets,
            long octets) {
        int domain = keys.find(high, low, hash);
        if (domain < 0) {
            domain = insert(high, low, mostKeys, budget);
        }
        if (domain < 0) {
            beyond().add(0, datagram, flows, packets, octets);
        } else {
            keys.add(domain, datagram, flows, packets, octets);
        }
    }

    /** A new key, or -1 if there is no room. */
    private int insert(long high, long low, int mostKeys, DomainBudget budget) {
        if (keys.size() >= mostKeys + Math.max(mostKeys, LEAST_SLACK)) {
            letGoOfSmallest(mostKeys, budget);
        }
        return budget.take() ? keys.insert(high, low) : -1;
    }

    DomainTable beyond() {
        if (beyond == null) {
            beyond = new DomainTable();
            beyond.insert(NO_KEY, NO_KEY);
        }
        return beyond;
    }

    /**
     * Keeps the largest keys; what the others had so far is added together. One that comes again
     * begins anew: what it has is then less than all of it, and together it is exact.
     */
    private void letGoOfSmallest(int mostKeys, DomainBudget budget) {
        boolean[] kept = Largest.of(keys, mostKeys);
        merged = merged == null ? new MergedSums() : merged;
        DomainMoments moments = new DomainMoments();
        for (int domain = 0; domain < kept.length; domain++) {
            if (!kept[domain]) {
                keys.read(domain, moments);
                merged.add(moments);
            }
        }
        budget.giveBack(kept.length - mostKeys);
        keys = keys.compacted(kept);
    }

    /** Adds what the same window had in another stratum. */
    void takeOver(DomainGroup theirs, int mostKeys, DomainBudget budget) {
        DomainMoments moments = new DomainMoments();
        for (int domain = 0; domain < theirs.keys.size(); domain++) {
            theirs.keys.read(domain, moments);
            long high = theirs.keys.high(domain);
            long low = theirs.keys.low(domain);
            int own = keys.find(high, low);
            if (own < 0) {
                own = insert(high, low, mostKeys, budget);
            }
            if (own < 0) {
                beyond().absorb(0, moments);
            } else {
                keys.absorb(own, moments);
            }
        }
        if (theirs.beyond != null) {
            theirs.beyond.read(0, moments);
            beyond().absorb(0, moments);
        }
        if (theirs.merged != null) {
            merged = merged == null ? new MergedSums() : merged;
            merged.addAll(theirs.merged);
        }
    }
}
