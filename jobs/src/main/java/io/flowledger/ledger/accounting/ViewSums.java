package io.flowledger.ledger.accounting;

/** The keys of one view in a stratum: the largest by themselves, the rest together. */
final class ViewSums {

    /** Keys held before the smallest are let go again, so that it is not done for every new one. */
    private static final int LEAST_SLACK = 1_024;

    /** What its tables take before there is any key, in keys. */
    private static final int EMPTY = 4;

    /** What it takes to tell which keys are worth a place, in keys. */
    private static final int ADMISSION = 64;

    private final int mostKeys;
    private final DomainBudget budget;

    DomainTable keys;

    /** Sums of keys that were let go for being small; null if none was. */
    MergedSums merged;

    /** Which keys get a place, since there were more than may be held; null if there were not. */
    private Admission admission;

    ViewSums(int mostKeys, boolean narrow, DomainBudget budget) {
        this.mostKeys = mostKeys;
        this.budget = budget;
        this.keys = new DomainTable(narrow, budget);
        budget.force(EMPTY);
    }

    /** It is forgotten. */
    void release() {
        budget.giveBack(EMPTY + keys.held() + (admission == null ? 0 : ADMISSION));
    }

    /** Counts flows of so much of a key that has no place, and says whether it is worth one. */
    boolean admits(long hash, long octets) {
        return admission == null || admission.admits(hash, octets);
    }

    /**
     * A place for a key, unless there is no room.
     *
     * @return {@link DomainTable#BEYOND} if it gets none
     */
    int insert(long high, long low) {
        return budget.take() ? keys.insert(high, low) : DomainTable.BEYOND;
    }

    /** Whether there is room for so many new keys, before any is let go. */
    boolean hasRoom(int more) {
        return keys.size() + more <= mostKeys + Math.max(mostKeys, LEAST_SLACK);
    }

    /**
     * Makes room for as many new keys, if need be: all keys have other domains then.
     *
     * @return whether that was so
     */
    boolean makeRoom(int more) {
        if (!hasRoom(more) && keys.size() > mostKeys) {
            letGoOfSmallest();
            return true;
        }
        return false;
    }

    /**
     * Keeps the largest keys; what the others had so far is added together. One that is admitted
     * again begins anew: what it has is then less than all of it, and together it is exact.
     */
    private void letGoOfSmallest() {
        boolean[] kept = Largest.of(keys, mostKeys);
        merged = merged == null ? new MergedSums() : merged;
        startAdmission();
        DomainMoments moments = new DomainMoments();
        long smallest = Long.MAX_VALUE;
        for (int domain = DomainTable.FIRST; domain < kept.length; domain++) {
            if (kept[domain]) {
                smallest = Math.min(smallest, keys.octets(domain));
            } else {
                keys.read(domain, moments);
                merged.add(moments, keys.windows(domain));
            }
        }
        admission.measureBy(smallest);
        budget.giveBack(keys.held());
        keys = keys.compacted(kept);
        budget.force(keys.held());
    }

    /** Adds what another stratum has of the view. */
    void takeOver(ViewSums theirs) {
        DomainMoments moments = new DomainMoments();
        makeRoom(theirs.keys.size());
        for (int domain = DomainTable.FIRST; domain < theirs.keys.end(); domain++) {
            theirs.keys.read(domain, moments);
            long high = theirs.keys.high(domain);
            long low = theirs.keys.low(domain);
            int held = keys.held();
            int own = keys.find(high, low);
            if (own == DomainTable.BEYOND && !budget.isSpent()) {
                own = keys.insert(high, low);
            }
            keys.absorb(own, moments, theirs.keys.windows(domain));
            budget.force(keys.held() - held);
        }
        keys.absorbBeyond(theirs.keys);
        if (theirs.merged != null) {
            merged = merged == null ? new MergedSums() : merged;
            merged.addAll(theirs.merged);
        }
        if (theirs.admission != null) {
            setAdmission(theirs.admission);
        }
    }

    Admission admission() {
        return admission;
    }

    /** What was counted of keys without a place by who held them before. */
    void setAdmission(Admission before) {
        startAdmission();
        admission.addAll(before);
    }

    private void startAdmission() {
        if (admission == null) {
            admission = new Admission();
            budget.force(ADMISSION);
        }
    }
}
