package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What the flows of a datagram have together by key: the moments that an estimate needs go by
 * datagram. The first group is of all flows whose key has no domain of its own, each further one of
 * a domain. Of each, what is wholly in the window of receipt, what is wholly in the one before it,
 * and what is cut. Reused from view to view.
 *
 * <p>A flow's domain is found first, and tells its group: keys need not be compared again. All that
 * is asked for each flow is in one array.
 *
 * <pre>
 *   a group, 10 longs
 *   +-------+---------+--------+-------+---------+--------+-------+---------+--------+--------+
 *   | flows | packets | octets | flows | packets | octets | flows | packets | octets | domain |
 *   +-------+---------+--------+-------+---------+--------+-------+---------+--------+--------+
 *     in the window of receipt   in the one before it       cut
 * </pre>
 */
final class DatagramGroups {

    /** The group of flows whose keys have no domain. */
    static final int BEYOND = 0;

    /** Where the groups of domains begin. */
    static final int FIRST = 10;

    private static final int LONGS = 10;
    private static final int PLACE = 3;
    private static final int DOMAIN = 9;

    /** A datagram has at most 1,365 flows, and thus groups. */
    private static final int ROOM = 32;

    /** Where the next group begins. */
    private int end;

    private long[] sums = new long[LONGS * (1 + ROOM)];
    private int[] found = new int[ROOM];
    private int[] groupOf = new int[ROOM];

    /** Groups the flows that pass by the domains of their keys; new keys get their domains. */
    void group(ViewKeys keys, DatagramInHand datagram, WindowPieces pieces, ViewSums view) {
        begin(keys.count());
        if (keys.areSame()) {
            groupTogether(keys, datagram, pieces, view);
            return;
        }
        DomainTable table = view.keys;
        keys.find(table, found);
        long stamp = table.nextStamp();
        for (int flow = 0; flow < keys.count(); flow++) {
            if (keys.passes(flow)) {
                long octets = datagram.octets[flow];
                int domain = found[flow];
                if (domain < 0) {
                    domain = view.domainOf(keys, flow, octets);
                }
                int group = domain < 0 ? BEYOND : group(table, domain, stamp);
                groupOf[flow] = group;
                int at = group + PLACE * pieces.place(flow);
                sums[at]++;
                sums[at + 1] += datagram.packets[flow];
                sums[at + 2] += octets;
            }
        }
    }

    private void begin(int flows) {
        if (groupOf.length < flows) {
            int room = Integer.highestOneBit(flows) << 1;
            sums = new long[LONGS * (1 + room)];
            found = new int[room];
            groupOf = new int[room];
        }
        end = BEYOND;
        start(DomainTable.NONE);
    }

    private int group(DomainTable table, int domain, long stamp) {
        int group = table.groupOf(domain, stamp);
        if (group < 0) {
            group = start(domain);
            table.setGroup(domain, stamp, group);
        }
        return group;
    }

    private int start(int domain) {
        int group = end;
        end = group + LONGS;
        Arrays.fill(sums, group, group + DOMAIN, 0);
        sums[group + DOMAIN] = domain;
        return group;
    }

    private void groupTogether(
            ViewKeys keys, DatagramInHand datagram, WindowPieces pieces, ViewSums view) {
        int domain = view.keys.find(keys.high(0), keys.low(0));
        if (domain < 0) {
            domain = view.domainOf(keys, 0, datagram.octets());
        }
        int group = domain < 0 ? BEYOND : start(domain);
        int previous = group + PLACE * WindowPieces.PREVIOUS;
        sums[previous] = pieces.previousFlows();
        sums[previous + 1] = pieces.previousPackets();
        sums[previous + 2] = pieces.previousOctets();
        int cut = group + PLACE * WindowPieces.CUT;
        sums[cut] = pieces.cutFlows();
        sums[cut + 1] = pieces.cutPackets();
        sums[cut + 2] = pieces.cutOctets();
        int home = group + PLACE * WindowPieces.HOME;
        sums[home] = keys.count() - sums[previous] - sums[cut];
        sums[home + 1] = datagram.packets() - sums[previous + 1] - sums[cut + 1];
        sums[home + 2] = datagram.octets() - sums[previous + 2] - sums[cut + 2];
        if (pieces.cutFlows() > 0) {
            Arrays.fill(groupOf, 0, keys.count(), group);
        }
    }

    /** Behind the last group. */
    int end() {
        return end;
    }

    /** The group after one. */
    static int next(int group) {
        return group + LONGS;
    }

    /** The group of a flow that passes. */
    int groupOf(int flow) {
        return groupOf[flow];
    }

    /** {@link DomainTable#NONE} of {@link #BEYOND}. */
    int domain(int group) {
        return (int) sums[group + DOMAIN];
    }

    /** In all windows. */
    long flows(int group) {
        return sums[group] + sums[group + PLACE] + sums[group + 2 * PLACE];
    }

    long packets(int group) {
        return sums[group + 1] + sums[group + 1 + PLACE] + sums[group + 1 + 2 * PLACE];
    }

    long octets(int group) {
        return sums[group + 2] + sums[group + 2 + PLACE] + sums[group + 2 + 2 * PLACE];
    }

    /**
     * Of those that are wholly in one window.
     *
     * @param place {@link WindowPieces#HOME} or {@link WindowPieces#PREVIOUS}
     */
    long flowsIn(int group, byte place) {
        return sums[group + PLACE * place];
    }

    long packetsIn(int group, byte place) {
        return sums[group + PLACE * place + 1];
    }

    long octetsIn(int group, byte place) {
        return sums[group + PLACE * place + 2];
    }
}
