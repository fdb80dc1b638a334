package io.flowledger.ledger.accounting;

/** The keys of one view in a stratum: the largest by themselves, the rest together. */
final class ViewSums {

    /** Keys held before the smallest are let go again, so that it is not done for every new one. */
    private static final int LEAST_SLACK = 1_024;

    private static final long NO_KEY = 0;

    /** What its tables take before there is any key, in keys. */
    private static final int EMPTY = 4;

    /** What it takes to tell which keys are worth a place, in keys. */
    private static final int ADMISSION = 64;

    private final int mostKeys;
    private final DomainBudget budget;

    DomainTable keys;

    /** One domain that takes what found no room; null if there was room for all. */
    DomainTable beyond;

    /** Sums of keys that were let go for being small; null if none was. */
    MergedSums merged;

    /** Which keys get a place, since there were more than may be held; null if there were not. */
    private Admission admission;

    ViewSums(int mostKeys, DomainBudget budget) {
        this.mostKeys = mostKeys;
        this.budget = budget;
        this.keys = new DomainTable(budget);
        budget.force(EMPTY);
    }

    /** It is forgotten. */
    void release() {
        budget.giveBack(EMPTY + keys.held() + (admission == null ? 0 : ADMISSION));
    }

    /**
     * Adds a datagram.
     *
     * @param flows their keys in this view
     * @param groups to put them together in
     * @param pieces by the windows of this view
     * @param totals by the same
     */
    void add(
            ViewKeys flows,
            DatagramInHand datagram,
            DatagramGroups groups,
            WindowPieces pieces,
            WindowTotals totals) {
        makeRoom(flows.count());
        flows.find(keys);
        groups.begin(flows.count());
        if (flows.areSame()) {
            int domain = domainOf(flows, 0, datagram.octets());
            groups.addTogether(domain, flows.count(), datagram.packets(), datagram.octets());
            addMoments(groups, datagram);
            addTotals(groups, pieces, totals, flows.count());
        } else {
            addEach(flows, datagram, groups);
            addMoments(groups, datagram);
            addPieces(flows, groups, pieces);
        }
    }

    private void addEach(ViewKeys flows, DatagramInHand datagram, DatagramGroups groups) {
        for (int flow = 0; flow < flows.count(); flow++) {
            if (flows.passes(flow)) {
                long octets = datagram.octets[flow];
                int domain = domainOf(flows, flow, octets);
                groups.add(flow, keys, domain, datagram.packets[flow], octets);
            }
        }
    }

    private void addMoments(DatagramGroups groups, DatagramInHand datagram) {
        for (int group = 0; group < groups.size(); group++) {
            int domain = groups.domain(group);
            DomainTable table = domain < 0 ? beyond() : keys;
            table.add(
                    Math.max(0, domain),
                    groups.flows(group),
                    groups.packets(group),
                    groups.octets(group),
                    datagram.records,
                    datagram.rate);
        }
    }

    private void addTotals(
            DatagramGroups groups, WindowPieces pieces, WindowTotals totals, int count) {
        totals.make(pieces, count);
        for (int i = 0; i < totals.size(); i++) {
            addPiece(
                    groups,
                    0,
                    totals.window(i),
                    totals.flows(i),
                    totals.packets(i),
                    totals.octets(i));
        }
    }

    private void addPieces(ViewKeys flows, DatagramGroups groups, WindowPieces pieces) {
        for (int flow = 0; flow < flows.count(); flow++) {
            if (flows.passes(flow)) {
                addPiece(
                        groups,
                        groups.groupOf(flow),
                        pieces.window(flow),
                        1,
                        pieces.packets(flow),
                        pieces.octets(flow));
            }
        }
        for (int i = 0; i < pieces.earlier(); i++) {
            int flow = pieces.earlierFlow(i);
            if (flows.passes(flow)) {
                addPiece(
                        groups,
                        groups.groupOf(flow),
                        pieces.earlierWindow(i),
                        0,
                        pieces.earlierPackets(i),
                        pieces.earlierOctets(i));
            }
        }
    }

    private void addPiece(
            DatagramGroups groups, int group, long window, int flows, long packets, long octets) {
        int domain = groups.domain(group);
        if (domain < 0) {
            beyond.addPiece(0, window, flows, packets, octets, groups, group);
        } else if (!keys.addPiece(domain, window, flows, packets, octets, groups, group)) {
            beyond().addPiece(0, window, flows, packets, octets, groups, group);
        }
    }

    /** The number of a flow's key, or -1 if it has no place. */
    private int domainOf(ViewKeys flows, int flow, long octets) {
        int found = flows.domain(flow);
        if (found >= 0) {
            return found;
        }
        long high = flows.high(flow);
        long low = flows.low(flow);
        long hash = flows.hash(flow);
        // an earlier flow of the datagram may have brought it
        int domain = keys.find(high, low, hash);
        if (domain >= 0) {
            return domain;
        }
        boolean admitted = admission == null || admission.admits(hash, octets);
        return admitted && budget.take() ? keys.insert(high, low) : -1;
    }

    /**
     * Makes room for as many new keys as a datagram may bring; their numbers stay until the next.
     */
    private void makeRoom(int flows) {
        if (keys.size() + flows > mostKeys + Math.max(mostKeys, LEAST_SLACK)
                && keys.size() > mostKeys) {
            letGoOfSmallest();
        }
    }

    DomainTable beyond() {
        if (beyond == null) {
            // one key, and as many windows as a flow can be in: it always finds room
            beyond = new DomainTable(new DomainBudget(Long.MAX_VALUE));
            beyond.insert(NO_KEY, NO_KEY);
        }
        return beyond;
    }

    /**
     * Keeps the largest keys; what the others had so far is added together. One that is admitted
     * again begins anew: what it has is then less than all of it, and together it is exact.
     */
    private void letGoOfSmallest() {
        boolean[] kept = Largest.of(keys, mostKeys);
        merged = merged == null ? new MergedSums() : merged;
        if (admission == null) {
            admission = new Admission();
            budget.force(ADMISSION);
        }
        DomainMoments moments = new DomainMoments();
        long smallest = Long.MAX_VALUE;
        for (int domain = 0; domain < kept.length; domain++) {
            if (kept[domain]) {
                smallest = Math.min(smallest, keys.octets(domain));
            } else {
                keys.read(domain, moments);
                merged.add(moments, keys.windows(), keys.firstSlot(domain));
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
        for (int domain = 0; domain < theirs.keys.size(); domain++) {
            theirs.keys.read(domain, moments);
            long high = theirs.keys.high(domain);
            long low = theirs.keys.low(domain);
            int own = keys.find(high, low);
            if (own < 0 && !budget.isSpent()) {
                own = keys.insert(high, low);
            }
            int held = keys.held();
            DomainTable target = own < 0 ? beyond() : keys;
            target.absorb(
                    Math.max(0, own),
                    moments,
                    theirs.keys.windows(),
                    theirs.keys.firstSlot(domain));
            budget.force(keys.held() - held);
        }
        if (theirs.beyond != null) {
            theirs.beyond.read(0, moments);
            beyond().absorb(0, moments, theirs.beyond.windows(), theirs.beyond.firstSlot(0));
        }
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
        if (admission == null) {
            admission = new Admission();
            budget.force(ADMISSION);
        }
        admission.addAll(before);
    }
}
