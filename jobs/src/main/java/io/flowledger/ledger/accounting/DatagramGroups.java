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
 *   a group, 11 longs
 *   +-------+---------+--------+-------+---------+--------+-------+---------+--------+--------+------+
 *   | flows | packets | octets | flows | packets | octets | flows | packets | octets | domain | slot |
 *   +-------+---------+--------+-------+---------+--------+-------+---------+--------+--------+------+
 *     in the window of receipt   in the one before it       cut
 * </pre>
 */
final class DatagramGroups {

    /** The group of flows whose keys have no domain. */
    static final int BEYOND = 0;

    /** Where the groups of domains begin. */
    static final int FIRST = 11;

    private static final int LONGS = 11;
    private static final int DOMAIN = 9;
    private static final int SLOT = 10;

    /** A datagram has at most 1,365 flows, and thus groups. */
    private static final int ROOM = 32;

    /** Where the next group begins. */
    private int end;

    private long[] sums = new long[LONGS * (1 + ROOM)];
    private int[] found = new int[ROOM];

    /** Those that have domains, and how many they are. */
    private int[] flows = new int[ROOM];

    private int[] others = new int[ROOM];

    private int withDomain;
    private int[] groupOf = new int[ROOM];

    /** Groups the flows that pass by the domains of their keys; new keys get their domains. */
    void group(ViewKeys keys, DatagramInHand datagram, WindowPieces pieces, ViewSums view) {
        begin(keys.count());
        if (keys.areSame()) {
            groupTogether(keys, datagram, pieces, view);
            return;
        }
        Arrays.fill(sums, 0, LONGS * (1 + keys.count()), 0);
        sums[BEYOND + DOMAIN] = DomainTable.NONE;
        end = FIRST;
        long stamp = view.keys.nextStamp();
        if (keys.find(view.keys, found)) {
            for (int flow = 0; flow < keys.count(); flow++) {
                add(flow, view.keys, stamp, datagram, pieces);
            }
        } else {
            addNewKeys(keys, datagram, pieces, view);
            for (int i = 0; i < withDomain; i++) {
                add(flows[i], view.keys, stamp, datagram, pieces);
            }
        }
    }

    private void add(
            int flow, DomainTable table, long stamp, DatagramInHand datagram, WindowPieces pieces) {
        int domain = found[flow];
        int group = table.group(domain, stamp, end);
        end = Math.max(end, group + LONGS);
        sums[group + DOMAIN] = domain;
        add(flow, group, datagram, pieces);
    }

    private void begin(int ofDatagram) {
        if (groupOf.length < ofDatagram) {
            int room = Integer.highestOneBit(ofDatagram) << 1;
            sums = new long[LONGS * (1 + room)];
            found = new int[room];
            flows = new int[room];
            others = new int[room];
            groupOf = new int[room];
        }
    }

    private void add(int flow, int group, DatagramInHand datagram, WindowPieces pieces) {
        groupOf[flow] = group;
        int at = group + pieces.place(flow);
        sums[at]++;
        sums[at + 1] += datagram.packets[flow];
        sums[at + 2] += datagram.octets[flow];
    }

    /**
     * Lists the flows that pass and have domains, and has those whose keys have none get theirs.
     * Which of a datagram's keys are known is as good as random: sorted out without a branch.
     */
    private void addNewKeys(
            ViewKeys keys, DatagramInHand datagram, WindowPieces pieces, ViewSums view) {
        int known = 0;
        int unknown = 0;
        for (int flow = 0; flow < keys.count(); flow++) {
            if (keys.passes(flow)) {
                int isUnknown = found[flow] >>> 31;
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
            found[flow] = domain;
            if (domain < 0) {
                add(flow, BEYOND, datagram, pieces);
            } else {
                flows[known++] = flow;
            }
        }
        withDomain = known;
    }

    private void groupTogether(
            ViewKeys keys, DatagramInHand datagram, WindowPieces pieces, ViewSums view) {
        int domain = view.keys.find(keys.high(0), keys.low(0));
        if (domain < 0) {
            domain = view.domainOf(keys, 0, datagram.octets(), view.keys.size());
        }
        Arrays.fill(sums, 0, 2 * LONGS, 0);
        sums[BEYOND + DOMAIN] = DomainTable.NONE;
        sums[FIRST + DOMAIN] = domain;
        int group = domain < 0 ? BEYOND : FIRST;
        end = FIRST + group;
        int previous = group + WindowPieces.PREVIOUS;
        sums[previous] = pieces.previousFlows();
        sums[previous + 1] = pieces.previousPackets();
        sums[previous + 2] = pieces.previousOctets();
        int cut = group + WindowPieces.CUT;
        sums[cut] = pieces.cutFlows();
        sums[cut + 1] = pieces.cutPackets();
        sums[cut + 2] = pieces.cutOctets();
        int home = group + WindowPieces.HOME;
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

    /** Where its domain has the window of receipt, or {@link WindowSlots#NONE}. */
    int slot(int group) {
        return (int) sums[group + SLOT];
    }

    /**
     * Looks up the slots of all groups. In a loop of its own, so that the memory works on all of
     * them at once.
     */
    void findSlots(DomainTable table, long window) {
        for (int group = FIRST; group < end; group += LONGS) {
            sums[group + SLOT] = table.latestSlot((int) sums[group + DOMAIN], window);
        }
    }

    /** In all windows. */
    long flows(int group) {
        return sums[group] + sums[group + 3] + sums[group + 6];
    }

    long packets(int group) {
        return sums[group + 1] + sums[group + 4] + sums[group + 7];
    }

    long octets(int group) {
        return sums[group + 2] + sums[group + 5] + sums[group + 8];
    }

    /**
     * Of those that are wholly in one window.
     *
     * @param place {@link WindowPieces#HOME} or {@link WindowPieces#PREVIOUS}
     */
    long flowsIn(int group, byte place) {
        return sums[group + place];
    }

    long packetsIn(int group, byte place) {
        return sums[group + place + 1];
    }

    long octetsIn(int group, byte place) {
        return sums[group + place + 2];
    }
}
