package io.flowledger.ledger.accounting;

/**
 * Adds the datagrams of a batch to a view, one after the other: which domains their flows are in,
 * what each datagram brings to each of these, and in which windows that is. Reused.
 */
final class BatchAdder {

    private final FlowBatch batch;
    private final ViewKeys keys = new ViewKeys();
    private final FlowDomains domains;

    /** Flows that are wholly in the window of receipt. */
    private final FlowGroups home = new FlowGroups();

    /** Flows that are wholly in the window before. */
    private final FlowGroups previous = new FlowGroups();

    private final PlacedFlows listed = new PlacedFlows();

    // in hand
    private ViewSums view;
    private WindowPieces pieces;
    private int datagram;

    BatchAdder(FlowBatch batch) {
        this.batch = batch;
        this.domains = new FlowDomains(batch);
    }

    /**
     * Adds all datagrams.
     *
     * @param bound what the view is
     * @param flows the batch by column
     * @param ofFlows its flows by the windows of the view
     */
    void add(ViewSums sums, BoundView bound, FlowColumns flows, WindowPieces ofFlows) {
        view = sums;
        pieces = ofFlows;
        keys.read(bound, flows, batch);
        domains.begin(keys, view);
        for (datagram = 0; datagram < batch.datagrams(); datagram++) {
            if (keys.areSame(datagram)) {
                addTogether();
            } else {
                addByDomain();
            }
        }
    }

    private void addByDomain() {
        domains.find(batch.from(datagram), batch.to(datagram));
        if (keys.allPass()) {
            listed.list(batch, datagram, pieces);
        } else {
            listed.list(batch, datagram, pieces, keys.passes());
        }
        clear();
        gather(home, listed.from, listed.endOfHome);
        gather(previous, listed.endOfHome, listed.endOfPrevious);
        addGroups();
    }

    private void clear() {
        home.clear(view.keys.end());
        previous.clear(view.keys.end());
    }

    private void gather(FlowGroups groups, int from, int to) {
        if (from < to) {
            groups.gather(
                    listed.flows, from, to, domains.domains(), batch.packets(), batch.octets());
        }
    }

    /** Adds a datagram whose flows all have the same key. */
    private void addTogether() {
        listed.list(batch, datagram, pieces);
        int domain = domains.findSame(listed.from, batch.octetsOf(datagram));
        for (int i = listed.endOfPrevious; i < listed.to; i++) {
            domains.set(listed.flows[i], domain);
        }
        clear();
        int ofHome = listed.endOfHome - listed.from;
        if (ofHome > 0) {
            long packets = pieces.homePackets(datagram);
            home.add(domain, ofHome, packets, pieces.homeOctets(datagram));
        }
        int ofPrevious = listed.endOfPrevious - listed.endOfHome;
        if (ofPrevious > 0) {
            long packets = pieces.previousPackets(datagram);
            previous.add(domain, ofPrevious, packets, pieces.previousOctets(datagram));
        }
        addGroups();
    }

    // ---- groups --------------------------------------------------------------------------------

    /** Adds what has been gathered, and the flows that are cut. */
    private void addGroups() {
        int records = batch.records(datagram);
        int rate = batch.rate(datagram);
        boolean usual = view.keys.isUsual(records, rate);
        long window = pieces.home(datagram);
        if (listed.areAllHome() && usual) {
            add(home, window, FlowGroups.OWN);
        } else {
            sumByDomain();
            add(home, window, FlowGroups.ALL);
            add(previous, window - 1, FlowGroups.ALL);
            for (int i = listed.endOfPrevious; i < listed.to; i++) {
                addCut(listed.flows[i]);
            }
        }
        if (!usual) {
            addUnusual(home, records, rate);
            addUnusual(previous, records, rate);
        }
    }

    /** Finds out what the datagram brings to each domain in all. */
    private void sumByDomain() {
        home.setAllToOwn();
        previous.setAllToOwn();
        for (int group = 0; group < previous.count(); group++) {
            int ofHome = home.find(previous.domain(group));
            if (ofHome != FlowGroups.NONE) {
                home.addToAll(
                        ofHome,
                        previous.flows(group),
                        previous.packets(group),
                        previous.octets(group));
                previous.addToAll(
                        group, home.flows(ofHome), home.packets(ofHome), home.octets(ofHome));
            }
        }
        for (int i = listed.endOfPrevious; i < listed.to; i++) {
            sumByDomain(listed.flows[i]);
        }
    }

    /** Of a flow that is cut. */
    private void sumByDomain(int flow) {
        int domain = domains.domains()[flow];
        int ofHome = home.find(domain);
        int ofPrevious = previous.find(domain);
        if (ofHome == FlowGroups.NONE & ofPrevious == FlowGroups.NONE) {
            ofHome = home.add(domain, 0, 0, 0);
        }
        if (ofHome != FlowGroups.NONE) {
            home.addToAll(ofHome, 1, batch.packets()[flow], batch.octets()[flow]);
        }
        if (ofPrevious != FlowGroups.NONE) {
            previous.addToAll(ofPrevious, 1, batch.packets()[flow], batch.octets()[flow]);
        }
    }

    private void add(FlowGroups groups, long window, int ofDomain) {
        DomainWindows windows = view.keys.windows();
        int group = windows.add(groups, 0, window, ofDomain);
        while (group < groups.count()) {
            if (groups.flows(group) > 0) {
                add(groups, group, window, ofDomain);
            }
            group = windows.add(groups, group + 1, window, ofDomain);
        }
    }

    private void add(FlowGroups groups, int group, long window, int ofDomain) {
        if (ofDomain == FlowGroups.OWN) {
            groups.setAllToOwn(group);
        }
        add(
                groups,
                group,
                window,
                groups.flows(group),
                groups.packets(group),
                groups.octets(group));
    }

    /** Adds the pieces of a flow. */
    private void addCut(int flow) {
        int domain = domains.domains()[flow];
        FlowGroups groups = home.find(domain) == FlowGroups.NONE ? previous : home;
        int group = groups.find(domain);
        for (int i = pieces.firstPiece(flow); i < pieces.endOfPieces(flow); i++) {
            add(
                    groups,
                    group,
                    pieces.window(i),
                    pieces.flows(i),
                    pieces.packets(i),
                    pieces.octets(i));
        }
    }

    /** Adds to a window what flows of a group's domain have there. */
    private void add(
            FlowGroups groups, int group, long window, long flows, long packets, long octets) {
        boolean isRoom =
                view.keys
                        .windows()
                        .add(
                                groups.domain(group),
                                window,
                                flows,
                                packets,
                                octets,
                                groups.allFlows(group),
                                groups.allPackets(group),
                                groups.allOctets(group));
        if (!isRoom) {
            addBeyond(window, flows, packets, octets);
        }
    }

    /** Adds to what is beyond a part of a domain that found no room for another window. */
    private void addBeyond(long window, long flows, long packets, long octets) {
        int records = batch.records(datagram);
        int rate = batch.rate(datagram);
        if (!view.keys.isUsual(records, rate)) {
            view.keys.addUnusual(DomainTable.BEYOND, flows, packets, octets, records, rate);
        }
        view.keys
                .windows()
                .add(DomainTable.BEYOND, window, flows, packets, octets, flows, packets, octets);
    }

    private void addUnusual(FlowGroups groups, int records, int rate) {
        for (int group = 0; group < groups.count(); group++) {
            int domain = groups.domain(group);
            if (groups == home || home.find(domain) == FlowGroups.NONE) {
                view.keys.addUnusual(
                        domain,
                        groups.allFlows(group),
                        groups.allPackets(group),
                        groups.allOctets(group),
                        records,
                        rate);
            }
        }
    }
}
