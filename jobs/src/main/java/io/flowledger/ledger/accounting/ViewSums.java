package io.flowledger.ledger.accounting;

/** The keys of one view in a stratum: the largest by themselves, the rest together. */
final class ViewSums implements DomainDatagrams.PartTaker {

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
     * Adds datagrams.
     *
     * @param flows their keys in this view
     * @param pieces of their flows by the windows of this view
     * @param domains takes up which domains they belong to
     */
    void add(ViewKeys flows, FlowBatch batch, WindowPieces pieces, DatagramDomains domains) {
        domains.clear();
        for (int datagram = 0; datagram < batch.datagrams(); datagram++) {
            if (flows.areSame(datagram)) {
                addTogether(flows, batch, datagram, pieces, domains);
            } else {
                domains.find(keys, flows, batch.from(datagram));
                if (domains.areAll()
                        && keys.isPlainlyUsual(batch.records(datagram), batch.rate(datagram))) {
                    addKnown(batch, datagram, pieces, domains);
                } else {
                    findDomains(flows, batch, datagram, pieces, domains);
                    addByDomain(batch, datagram, pieces, domains);
                }
            }
        }
    }

    /** Adds a usual datagram of which all flows have domains. */
    private void addKnown(
            FlowBatch batch, int datagram, WindowPieces pieces, DatagramDomains domains) {
        DomainDatagrams datagrams = keys.datagrams();
        datagrams.begin();
        datagrams.addFlows(
                batch.all(),
                batch.from(datagram),
                batch.to(datagram),
                domains.domains(),
                batch,
                datagram,
                pieces,
                this);
    }

    /** Adds a datagram whose flows all have the same key. */
    private void addTogether(
            ViewKeys flows,
            FlowBatch batch,
            int datagram,
            WindowPieces pieces,
            DatagramDomains domains) {
        int first = batch.from(datagram);
        int domain = flows.find(keys, first);
        if (domain < 0) {
            makeRoom(1);
            domain = insert(flows, first, batch.octetsOf(datagram));
            domains.noteInserted(flows.hash(first));
        }
        addTogether(
                domain < 0 ? beyond() : keys,
                Math.max(0, domain),
                pieces.sums(datagram),
                null,
                batch,
                datagram,
                pieces);
    }

    /**
     * Adds flows of a datagram that belong to one domain.
     *
     * @param domains only those that have none here; null for all
     */
    private void addTogether(
            DomainTable table,
            int domain,
            PlacedSums sums,
            DatagramDomains domains,
            FlowBatch batch,
            int datagram,
            WindowPieces pieces) {
        boolean usual = table.isUsual(batch.records(datagram), batch.rate(datagram));
        table.datagrams().begin();
        table.datagrams().gather(domain, sums.flows(), sums.packets(), sums.octets());
        long home = pieces.home(datagram);
        addWhole(table, domain, sums, WindowPieces.HOME, home, batch, datagram);
        addWhole(table, domain, sums, WindowPieces.PREVIOUS, home - 1, batch, datagram);
        for (int i = pieces.firstPiece(datagram); i < pieces.endOfPieces(datagram); i++) {
            if (domains == null || domains.isBeyond(pieces.flow(i))) {
                long window = pieces.window(i);
                long flows = pieces.flows(i);
                addAll(
                        table,
                        domain,
                        window,
                        flows,
                        pieces.packets(i),
                        pieces.octets(i),
                        batch,
                        datagram);
            }
        }
        if (!usual) {
            table.addUnusual(domain, batch.records(datagram), batch.rate(datagram));
        }
    }

    private void addWhole(
            DomainTable table,
            int domain,
            PlacedSums sums,
            byte place,
            long window,
            FlowBatch batch,
            int datagram) {
        long flows = sums.flowsIn(place);
        if (flows > 0) {
            addAll(
                    table,
                    domain,
                    window,
                    flows,
                    sums.packetsIn(place),
                    sums.octetsIn(place),
                    batch,
                    datagram);
        }
    }

    private void addAll(
            DomainTable table,
            int domain,
            long window,
            long flows,
            long packets,
            long octets,
            FlowBatch batch,
            int datagram) {
        if (!table.datagrams().addAll(domain, window, flows, packets, octets)) {
            take(window, flows, packets, octets, batch, datagram);
        }
    }

    /** Finds the domains of a datagram's flows; new keys get theirs. */
    private void findDomains(
            ViewKeys flows,
            FlowBatch batch,
            int datagram,
            WindowPieces pieces,
            DatagramDomains domains) {
        int from = batch.from(datagram);
        domains.sort(flows, from, batch.to(datagram));
        if (makeRoom(domains.unknown())) {
            domains.find(keys, flows, from);
            domains.sort(flows, from, batch.to(datagram));
        }
        domains.insertUnknown(flows, batch, pieces, this);
    }

    private void addByDomain(
            FlowBatch batch, int datagram, WindowPieces pieces, DatagramDomains domains) {
        int records = batch.records(datagram);
        int rate = batch.rate(datagram);
        boolean usual = keys.isUsual(records, rate);
        DomainDatagrams datagrams = keys.datagrams();
        datagrams.begin();
        datagrams.addFlows(
                domains.listed(),
                0,
                domains.count(),
                domains.domains(),
                batch,
                datagram,
                pieces,
                this);
        if (!usual) {
            keys.addUnusual(domains, records, rate);
        }
        if (domains.beyond().flows() > 0) {
            addTogether(beyond(), 0, domains.beyond(), domains, batch, datagram, pieces);
        }
    }

    /** Adds to what is beyond a part of a key that found no room for another window. */
    @Override
    public void take(
            long window, long flows, long packets, long octets, FlowBatch batch, int datagram) {
        int records = batch.records(datagram);
        int rate = batch.rate(datagram);
        if (!beyond().isUsual(records, rate)) {
            beyond.addUnusual(0, flows, packets, octets, records, rate);
        }
        beyond.datagrams().addAlone(0, window, flows, packets, octets);
    }

    /**
     * A place for the key of a flow, unless it is not worth one or there is no room.
     *
     * @return {@link DomainTable#NONE} if it gets none
     */
    int insert(ViewKeys flows, int flow, long octets) {
        boolean admitted = admission == null || admission.admits(flows.hash(flow), octets);
        return admitted && budget.take()
                ? keys.insert(flows.high(flow), flows.low(flow))
                : DomainTable.NONE;
    }

    /**
     * Makes room for as many new keys, if need be: all keys have other domains then.
     *
     * @return whether that was so
     */
    private boolean makeRoom(int more) {
        boolean isFull = keys.size() + more > mostKeys + Math.max(mostKeys, LEAST_SLACK);
        if (isFull && keys.size() > mostKeys) {
            letGoOfSmallest();
            return true;
        }
        return false;
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
