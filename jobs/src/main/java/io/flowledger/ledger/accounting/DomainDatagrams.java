package io.flowledger.ledger.accounting;

/**
 * Adds datagrams to the windows of domains, with the squares and cubes of what each datagram brings
 * to a domain. What the one in hand has brought so far stands with the domain; a stamp says that it
 * is of this one.
 */
final class DomainDatagrams {

    // places among the longs of a domain
    private static final int HAND = 0;
    private static final int HAND_PACKETS = 1;
    private static final int HAND_OCTETS = 2;
    private static final int LATEST = DomainWindows.LATEST;
    private static final int LONGS = DomainWindows.LONGS;

    /** A datagram has at most 1,365 flows. */
    private static final int FLOW_BITS = 16;

    private static final long FLOWS = (1 << FLOW_BITS) - 1;

    private final DomainWindows windows;

    /** Of the datagram in hand. */
    private long stamp;

    DomainDatagrams(DomainWindows windows) {
        this.windows = windows;
    }

    /** What is gathered from now on is of another datagram. */
    void begin() {
        stamp += 1 << FLOW_BITS;
    }

    /**
     * Flows of the datagram in hand that belong to a domain. Whether it has others of them is as
     * good as random: without a branch.
     */
    void gather(int domain, long flows, long packets, long octets) {
        long[] longs = windows.domains();
        int at = LONGS * domain;
        long present = longs[at + HAND] - stamp;
        long kept = ~(present >> 63);
        longs[at + HAND] = stamp + (present & kept) + flows;
        longs[at + HAND_PACKETS] = (longs[at + HAND_PACKETS] & kept) + packets;
        longs[at + HAND_OCTETS] = (longs[at + HAND_OCTETS] & kept) + octets;
    }

    /** Whether anything of the datagram in hand has been gathered and not been {@link #drop}ped. */
    boolean hasInHand(int domain) {
        return windows.domains()[LONGS * domain + HAND] > stamp;
    }

    long flowsInHand(int domain) {
        return windows.domains()[LONGS * domain + HAND] & FLOWS;
    }

    long packetsInHand(int domain) {
        return windows.domains()[LONGS * domain + HAND_PACKETS];
    }

    long octetsInHand(int domain) {
        return windows.domains()[LONGS * domain + HAND_OCTETS];
    }

    void drop(int domain) {
        windows.domains()[LONGS * domain + HAND] = 0;
    }

    /**
     * Gathers flows of the datagram in hand and adds them to their windows. What a flow adds to the
     * squares and cubes of what its domain has of the datagram goes to the flow's windows. One loop
     * without a call for nearly all flows: they are in the latest window.
     *
     * <p>What two flows of a domain have in common goes to the one that is added later: of every
     * other datagram the last flow is the first one, so that it is shared fairly where they are in
     * different windows.
     *
     * @param listed flows of the batch
     * @param from where those of the datagram begin in that
     * @param to where they end
     * @param domainOf their domains, by flow of the batch
     * @param refused takes what finds no room in another window
     */
    void addFlows(
            int[] listed,
            int from,
            int to,
            int[] domainOf,
            FlowBatch batch,
            int datagram,
            WindowPieces pieces,
            PartTaker refused) {
        byte[] place = pieces.places();
        long[] packetsOf = batch.packets();
        long[] octetsOf = batch.octets();
        long[] longs = windows.domains();
        long home = pieces.home(datagram);
        boolean isBackward = batch.isOdd(datagram);
        int step = isBackward ? -1 : 1;
        for (int n = from, i = isBackward ? to - 1 : from; n < to; n++, i += step) {
            int flow = listed[i];
            int at = LONGS * domainOf[flow];
            long packets = packetsOf[flow];
            long octets = octetsOf[flow];
            // whether the domain has others of the datagram is as good as random: without a branch
            long present = longs[at + HAND] - stamp;
            long kept = ~(present >> 63);
            long flowsBefore = present & kept;
            long packetsBefore = longs[at + HAND_PACKETS] & kept;
            long octetsBefore = longs[at + HAND_OCTETS] & kept;
            longs[at + HAND] = stamp + flowsBefore + 1;
            longs[at + HAND_PACKETS] = packetsBefore + packets;
            longs[at + HAND_OCTETS] = octetsBefore + octets;
            if (place[flow] == WindowPieces.HOME
                    && WindowLongs.window(longs, at + LATEST) == home) {
                WindowLongs.addFlow(
                        longs,
                        at + LATEST,
                        1,
                        packets,
                        octets,
                        packets,
                        octets,
                        flowsBefore,
                        packetsBefore,
                        octetsBefore);
            } else {
                addParts(domainOf[flow], flow, packets, octets, batch, datagram, pieces, refused);
            }
        }
    }

    /** Adds the flow that was gathered last, wherever it is. */
    private void addParts(
            int domain,
            int flow,
            long flowPackets,
            long flowOctets,
            FlowBatch batch,
            int datagram,
            WindowPieces pieces,
            PartTaker refused) {
        byte place = pieces.place(flow);
        if (place != WindowPieces.CUT) {
            long window = pieces.home(datagram) - place;
            if (!addPart(domain, window, 1, flowPackets, flowOctets, flowPackets, flowOctets)) {
                refused.take(window, 1, flowPackets, flowOctets, batch, datagram);
            }
            return;
        }
        int end = pieces.endOfPieces(datagram);
        for (int i = pieces.pieceOf(flow); i < end && pieces.flow(i) == flow; i++) {
            long window = pieces.window(i);
            long flows = pieces.flows(i);
            long packets = pieces.packets(i);
            long octets = pieces.octets(i);
            if (!addPart(domain, window, flows, packets, octets, flowPackets, flowOctets)) {
                refused.take(window, flows, packets, octets, batch, datagram);
            }
        }
    }

    /** Adds all of the flow that was gathered last, or a piece of it, if there is room. */
    private boolean addPart(
            int domain,
            long window,
            long flows,
            long packets,
            long octets,
            long flowPackets,
            long flowOctets) {
        long where = windows.findOrBegin(domain, window);
        if (where == DomainWindows.NOWHERE) {
            return false;
        }
        WindowLongs.addFlow(
                windows.longs(where),
                DomainWindows.place(where),
                flows,
                packets,
                octets,
                flowPackets,
                flowOctets,
                flowsInHand(domain) - 1,
                packetsInHand(domain) - flowPackets,
                octetsInHand(domain) - flowOctets);
        return true;
    }

    /** Takes flows of a datagram, or pieces of them, in a window. */
    interface PartTaker {
        void take(
                long window, long flows, long packets, long octets, FlowBatch batch, int datagram);
    }

    /**
     * Adds to a window what all flows of the datagram in hand that the domain has have there. They
     * have been gathered.
     *
     * @return false, and nothing is added, if there is no room for another window
     */
    boolean addAll(int domain, long window, long flows, long packets, long octets) {
        return add(
                domain,
                window,
                flows,
                packets,
                octets,
                flowsInHand(domain),
                packetsInHand(domain),
                octetsInHand(domain));
    }

    /** Adds to a window flows, or pieces of them, that have nothing to do with any others. */
    boolean addAlone(int domain, long window, long flows, long packets, long octets) {
        return add(domain, window, flows, packets, octets, flows, packets, octets);
    }

    private boolean add(
            int domain,
            long window,
            long flows,
            long packets,
            long octets,
            double ofFlows,
            double ofPackets,
            double ofOctets) {
        long where = windows.findOrBegin(domain, window);
        if (where == DomainWindows.NOWHERE) {
            return false;
        }
        WindowLongs.add(
                windows.longs(where),
                DomainWindows.place(where),
                flows,
                packets,
                octets,
                ofFlows,
                ofPackets,
                ofOctets,
                ofPackets * ofPackets,
                ofOctets * ofOctets);
        return true;
    }
}
