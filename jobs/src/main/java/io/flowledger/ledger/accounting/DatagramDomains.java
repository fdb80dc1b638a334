package io.flowledger.ledger.accounting;

/**
 * Which domains of a view the flows of a datagram belong to, and sums of those that belong to none.
 * Reused from view to view.
 */
final class DatagramDomains {

    /** A datagram has at most 1,365 flows. */
    private int[] domainOf = new int[0];

    /** Those that have domains, and how many they are. */
    private int[] flows = new int[0];

    private int count;

    /** Those that have none, while it is looked for. */
    private int[] others = new int[0];

    private final PlacedSums beyond = new PlacedSums();

    /**
     * Finds the domains of the flows that pass; new keys get theirs.
     *
     * @param keys of the flows, which are not all the same
     */
    void find(ViewKeys keys, DatagramInHand datagram, WindowPieces pieces, ViewSums view) {
        begin(keys.count());
        if (keys.find(view.keys, domainOf)) {
            count = keys.count();
            for (int flow = 0; flow < count; flow++) {
                flows[flow] = flow;
            }
        } else {
            findNew(keys, datagram, pieces, view);
        }
    }

    private void begin(int ofDatagram) {
        beyond.clear();
        if (flows.length < ofDatagram) {
            int room = Math.max(32, ofDatagram);
            domainOf = new int[room];
            flows = new int[room];
            others = new int[room];
        }
    }

    /** Which of a datagram's keys are known is as good as random: sorted out without a branch. */
    private void findNew(
            ViewKeys keys, DatagramInHand datagram, WindowPieces pieces, ViewSums view) {
        int known = 0;
        int unknown = 0;
        for (int flow = 0; flow < keys.count(); flow++) {
            if (keys.passes(flow)) {
                int isUnknown = domainOf[flow] >>> 31;
                flows[known] = flow;
                others[unknown] = flow;
                known += 1 - isUnknown;
                unknown += isUnknown;
            }
        }
        int before = view.keys.size();
        for (int i = 0; i < unknown; i++) {
            int flow = others[i];
            int domain = view.domainOf(keys, flow, datagram.octets[flow], before);
            domainOf[flow] = domain;
            if (domain >= 0) {
                flows[known++] = flow;
            } else {
                beyond.add(pieces.place(flow), datagram.packets[flow], datagram.octets[flow]);
            }
        }
        count = known;
    }

    /** How many flows have domains. */
    int count() {
        return count;
    }

    /** The flows that have domains, in no order. */
    int flow(int i) {
        return flows[i];
    }

    /** Of a flow that passes; {@link DomainTable#NONE} if it has none. */
    int domainOf(int flow) {
        return domainOf[flow];
    }

    /** Of all flows that pass and have no domain. */
    PlacedSums beyond() {
        return beyond;
    }
}
