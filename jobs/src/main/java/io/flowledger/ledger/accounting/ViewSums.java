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
     * Adds a datagram, all but the flows that were cut.
     *
     * @param flows their keys in this view
     * @param pieces of its flows by the windows of this view
     * @param groups takes up the flows by their domains
     */
    void add(ViewKeys flows, DatagramInHand datagram, WindowPieces pieces, DatagramGroups groups) {
        makeRoom(flows.areSame() ? 1 : flows.count());
        groups.group(flows, datagram, pieces, this);
        boolean usual = keys.isUsual(datagram);
        boolean allHome = pieces.areAllHome();
        groups.findSlots(keys, pieces.home());
        for (int group = DatagramGroups.FIRST;
                group < groups.end();
                group = DatagramGroups.next(group)) {
            long ofFlows = groups.flows(group);
            long packets = groups.packets(group);
            long octets = groups.octets(group);
            if (!usual) {
                keys.addUnusual(groups.domain(group), ofFlows, packets, octets, datagram);
            }
            int slot = groups.slot(group);
            if (slot != WindowSlots.NONE) {
                keys.windows()
                        .add(
                                slot,
                                groups.flowsIn(group, WindowPieces.HOME),
                                groups.packetsIn(group, WindowPieces.HOME),
                                groups.octetsIn(group, WindowPieces.HOME),
                                ofFlows,
                                packets,
                                octets);
            } else {
                addWhole(groups, group, WindowPieces.HOME, pieces.home(), ofFlows, packets, octets);
            }
            if (!allHome) {
                addWhole(
                        groups,
                        group,
                        WindowPieces.PREVIOUS,
                        pieces.home() - 1,
                        ofFlows,
                        packets,
                        octets);
            }
        }
        if (groups.flows(DatagramGroups.BEYOND) > 0) {
            addBeyond(groups, datagram, pieces);
        }
    }

    private void addBeyond(DatagramGroups groups, DatagramInHand datagram, WindowPieces pieces) {
        int group = DatagramGroups.BEYOND;
        long ofFlows = groups.flows(group);
        long packets = groups.packets(group);
        long octets = groups.octets(group);
        if (!beyond().isUsual(datagram)) {
            beyond.addUnusual(0, ofFlows, packets, octets, datagram);
        }
        addWhole(groups, group, WindowPieces.HOME, pieces.home(), ofFlows, packets, octets);
        addWhole(groups, group, WindowPieces.PREVIOUS, pieces.home() - 1, ofFlows, packets, octets);
    }

    /**
     * A place for the key of a flow that had none, or still none.
     *
     * @param before keys there were when it had none; an earlier flow may have got it one
     */
    int domainOf(ViewKeys flows, int flow, long octets, int before) {
        if (keys.size() > before) {
            int found = keys.find(flows.high(flow), flows.low(flow), flows.hash(flow));
            if (found >= 0) {
                return found;
            }
        }
        boolean admitted = admission == null || admission.admits(flows.hash(flow), octets);
        return admitted && budget.take()
                ? keys.insert(flows.high(flow), flows.low(flow))
                : DomainTable.NONE;
    }

    private void addWhole(
            DatagramGroups groups,
            int group,
            byte place,
            long window,
            long allFlows,
            long allPackets,
            long allOctets) {
        long flows = groups.flowsIn(group, place);
        if (flows > 0) {
            addPiece(
                    groups,
                    group,
                    window,
                    flows,
                    groups.packetsIn(group, place),
                    groups.octetsIn(group, place),
                    allFlows,
                    allPackets,
                    allOctets);
        }
    }

    /** Adds what a flow that was cut has in a window. */
    void addPiece(
            DatagramGroups groups, int group, long window, int flows, long packets, long octets) {
        addPiece(
                groups,
                group,
                window,
                flows,
                packets,
                octets,
                groups.flows(group),
                groups.packets(group),
                groups.octets(group));
    }

    private void addPiece(
            DatagramGroups groups,
            int group,
            long window,
            long flows,
            long packets,
            long octets,
            long allFlows,
            long allPackets,
            long allOctets) {
        int domain = groups.domain(group);
        boolean added =
                domain >= 0
                        && keys.addPiece(
                                domain,
                                window,
                                flows,
                                packets,
                                octets,
                                allFlows,
                                allPackets,
                                allOctets);
        if (!added) {
            beyond().addPiece(
                            0,
                            window,
                            flows,
                            packets,
                            octets,
                            groups.flows(DatagramGroups.BEYOND),
                            groups.packets(DatagramGroups.BEYOND),
                            groups.octets(DatagramGroups.BEYOND));
        }
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
        startAdmission();
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
