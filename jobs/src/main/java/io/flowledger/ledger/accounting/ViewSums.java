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
     * @param pieces of its flows by the windows of this view
     * @param domains takes up which domains they belong to
     */
    void add(
            ViewKeys flows, DatagramInHand datagram, WindowPieces pieces, DatagramDomains domains) {
        if (flows.areSame()) {
            addTogether(flows, datagram, pieces);
        } else {
            addByDomain(flows, datagram, pieces, domains);
        }
    }

    /** Adds a datagram whose flows all have the same key. */
    private void addTogether(ViewKeys flows, DatagramInHand datagram, WindowPieces pieces) {
        makeRoom(1);
        int domain = keys.find(flows.high(0), flows.low(0), flows.hash(0));
        if (domain < 0) {
            domain = domainOf(flows, 0, datagram.octets(), keys.size());
        }
        DomainTable table = domain < 0 ? beyond() : keys;
        int own = Math.max(0, domain);
        boolean usual = table.isUsual(datagram);
        table.begin();
        addWhole(table, own, pieces.sums(), pieces, datagram);
        for (int i = 0; i < pieces.pieces(); i++) {
            addPiece(table, own, pieces, i, datagram);
        }
        if (!usual) {
            table.addUnusual(own, datagram);
        }
    }

    private void addByDomain(
            ViewKeys flows, DatagramInHand datagram, WindowPieces pieces, DatagramDomains domains) {
        makeRoom(flows.count());
        domains.find(flows, datagram, pieces, this);
        boolean usual = keys.isUsual(datagram);
        keys.begin();
        keys.gather(domains, datagram);
        if (pieces.areAllHome()) {
            for (int i = 0; i < domains.count(); i++) {
                addFlow(domains.flow(i), pieces.home(), domains, datagram);
            }
        } else {
            addByPlace(datagram, pieces, domains);
        }
        boolean usualBeyond = true;
        if (domains.beyond().flows() > 0) {
            usualBeyond = beyond().isUsual(datagram);
            beyond.begin();
            addWhole(beyond, 0, domains.beyond(), pieces, datagram);
        }
        for (int i = 0; i < pieces.pieces(); i++) {
            int flow = pieces.flow(i);
            if (flows.passes(flow)) {
                int domain = domains.domainOf(flow);
                addPiece(domain < 0 ? beyond : keys, Math.max(0, domain), pieces, i, datagram);
            }
        }
        if (!usual) {
            keys.addUnusual(domains, datagram);
        }
        if (!usualBeyond) {
            beyond.addUnusual(0, datagram);
        }
    }

    private void addByPlace(DatagramInHand datagram, WindowPieces pieces, DatagramDomains domains) {
        for (int i = 0; i < domains.count(); i++) {
            int flow = domains.flow(i);
            byte place = pieces.place(flow);
            if (place != WindowPieces.CUT) {
                long window = place == WindowPieces.HOME ? pieces.home() : pieces.home() - 1;
                addFlow(flow, window, domains, datagram);
            }
        }
    }

    private void addFlow(int flow, long window, DatagramDomains domains, DatagramInHand datagram) {
        long packets = datagram.packets[flow];
        long octets = datagram.octets[flow];
        if (!keys.add(domains.domainOf(flow), window, 1, packets, octets)) {
            addAlone(window, 1, packets, octets, datagram);
        }
    }

    /** Adds flows of one domain, but for those that are cut. */
    private void addWhole(
            DomainTable table,
            int domain,
            PlacedSums sums,
            WindowPieces pieces,
            DatagramInHand datagram) {
        table.gather(domain, sums.flows(), sums.packets(), sums.octets());
        addWhole(table, domain, sums, WindowPieces.HOME, pieces.home(), datagram);
        addWhole(table, domain, sums, WindowPieces.PREVIOUS, pieces.home() - 1, datagram);
    }

    private void addWhole(
            DomainTable table,
            int domain,
            PlacedSums sums,
            byte place,
            long window,
            DatagramInHand datagram) {
        long flows = sums.flowsIn(place);
        if (flows > 0) {
            long packets = sums.packetsIn(place);
            long octets = sums.octetsIn(place);
            if (!table.add(domain, window, flows, packets, octets)) {
                addAlone(window, flows, packets, octets, datagram);
            }
        }
    }

    private void addPiece(
            DomainTable table,
            int domain,
            WindowPieces pieces,
            int piece,
            DatagramInHand datagram) {
        long window = pieces.window(piece);
        long flows = pieces.flows(piece);
        long packets = pieces.packets(piece);
        long octets = pieces.octets(piece);
        if (!table.add(domain, window, flows, packets, octets)) {
            addAlone(window, flows, packets, octets, datagram);
        }
    }

    /** Adds to what is beyond a part of a key that found no room for another window. */
    private void addAlone(
            long window, long flows, long packets, long octets, DatagramInHand datagram) {
        if (!beyond().isUsual(datagram)) {
            beyond.addUnusual(0, flows, packets, octets, datagram);
        }
        beyond.addAlone(0, window, flows, packets, octets);
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
            target.absorb(Math.max(0, own), moments, theirs.keys.windows(domain));
            budget.force(keys.held() - held);
        }
        if (theirs.beyond != null) {
            theirs.beyond.read(0, moments);
            beyond().absorb(0, moments, theirs.beyond.windows(0));
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
