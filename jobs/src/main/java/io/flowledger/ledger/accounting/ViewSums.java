package io.flowledger.ledger.accounting;

/** The keys of one view in a stratum: the largest by themselves, the rest together. */
final class ViewSums {

    /** Keys held before the smallest are let go again, so that it is not done for every new one. */
    private static final int LEAST_SLACK = 1_024;

    private static final long NO_KEY = 0;

    /** What its tables take before there is any key, in keys. */
    private static final int EMPTY = 4;

    private final int mostKeys;
    private final DomainBudget budget;

    DomainTable keys = new DomainTable();

    /** One domain that takes what found no room; null if there was room for all. */
    DomainTable beyond;

    /** Sums of keys that were let go for being small; null if none was. */
    MergedSums merged;

    ViewSums(int mostKeys, DomainBudget budget) {
        this.mostKeys = mostKeys;
        this.budget = budget;
        budget.force(EMPTY);
    }

    /** It is forgotten. */
    void release() {
        budget.giveBack(EMPTY + keys.size());
    }

    /**
     * Makes room for as many new keys as a datagram may bring; their numbers stay until the next.
     */
    void begin(int flows) {
        if (keys.size() + flows > mostKeys + Math.max(mostKeys, LEAST_SLACK)
                && keys.size() > mostKeys) {
            letGoOfSmallest();
        }
    }

    /**
     * Adds a flow to its key.
     *
     * @return the key's number, or -1 if it found no room
     */
    int add(long high, long low, long hash, long datagram, long packets, long octets) {
        int domain = keys.find(high, low, hash);
        if (domain < 0 && budget.take()) {
            domain = keys.insert(high, low);
        }
        if (domain < 0) {
            beyond().add(0, datagram, 1, packets, octets);
        } else {
            keys.add(domain, datagram, 1, packets, octets);
        }
        return domain;
    }

    /** Adds a piece of a flow to its window, when all flows of the datagram have been added. */
    void addPiece(int domain, long window, int flows, long packets, long octets) {
        if (domain < 0) {
            beyond().addPiece(0, window, flows, packets, octets);
        } else {
            keys.addPiece(domain, window, flows, packets, octets);
        }
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
    private void letGoOfSmallest() {
        boolean[] kept = Largest.of(keys, mostKeys);
        merged = merged == null ? new MergedSums() : merged;
        DomainMoments moments = new DomainMoments();
        for (int domain = 0; domain < kept.length; domain++) {
            if (!kept[domain]) {
                keys.read(domain, moments);
                merged.add(moments, keys.windows(), keys.firstSlot(domain));
            }
        }
        budget.giveBack(kept.length - mostKeys);
        keys = keys.compacted(kept);
    }

    /** Adds what another stratum has of the view. */
    void takeOver(ViewSums theirs) {
        DomainMoments moments = new DomainMoments();
        begin(theirs.keys.size());
        for (int domain = 0; domain < theirs.keys.size(); domain++) {
            theirs.keys.read(domain, moments);
            long high = theirs.keys.high(domain);
            long low = theirs.keys.low(domain);
            int own = keys.find(high, low);
            if (own < 0 && budget.take()) {
                own = keys.insert(high, low);
            }
            DomainTable target = own < 0 ? beyond() : keys;
            target.absorb(
                    Math.max(0, own),
                    moments,
                    theirs.keys.windows(),
                    theirs.keys.firstSlot(domain));
        }
        if (theirs.beyond != null) {
            theirs.beyond.read(0, moments);
            beyond().absorb(0, moments, theirs.beyond.windows(), theirs.beyond.firstSlot(0));
        }
        if (theirs.merged != null) {
            merged = merged == null ? new MergedSums() : merged;
            merged.addAll(theirs.merged);
        }
    }
}
