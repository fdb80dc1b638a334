package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What the flows of a datagram have together by key: the moments that an estimate needs go by
 * datagram, and a key is looked up once for all its flows. Of each group, what is wholly in the
 * window of receipt and in the one before it. Reused from view to view.
 */
final class DatagramGroups {

    private static final int ROOM = 32;

    /**
     * Of a group in the windows; see {@link WindowPieces}. What is cut counts in the sums alone.
     */
    private static final int PLACES = 3;

    /** A datagram has at most 1,365 flows. */
    private static final int GROUP_BITS = 16;

    private int size;
    private long[] high = new long[ROOM];
    private long[] low = new long[ROOM];
    private long[] hash = new long[ROOM];
    private int[] domain = new int[ROOM];

    private long[] flows = new long[PLACES * ROOM];
    private long[] packets = new long[PLACES * ROOM];
    private long[] octets = new long[PLACES * ROOM];

    private int[] groupOf = new int[ROOM];

    /** Open addressing: group in the lower bits, above it the number of the round it is of. */
    private long[] index = new long[4 * ROOM];

    private long round;

    /** Groups the flows that pass by their keys. */
    void group(ViewKeys keys, DatagramInHand datagram, WindowPieces pieces) {
        begin(keys.count());
        if (keys.areSame()) {
            groupTogether(keys, datagram, pieces);
            return;
        }
        for (int flow = 0; flow < keys.count(); flow++) {
            if (keys.passes(flow)) {
                int group = group(keys.high(flow), keys.low(flow), keys.hash(flow));
                groupOf[flow] = group;
                int at = PLACES * group + pieces.place(flow);
                flows[at]++;
                packets[at] += datagram.packets[flow];
                octets[at] += datagram.octets[flow];
            }
        }
    }

    private void begin(int flowsOfDatagram) {
        size = 0;
        round++;
        if (groupOf.length < flowsOfDatagram) {
            int room = Integer.highestOneBit(flowsOfDatagram) << 1;
            high = new long[room];
            low = new long[room];
            hash = new long[room];
            domain = new int[room];
            flows = new long[PLACES * room];
            packets = new long[PLACES * room];
            octets = new long[PLACES * room];
            groupOf = new int[room];
            index = new long[4 * room];
        }
    }

    private void groupTogether(ViewKeys keys, DatagramInHand datagram, WindowPieces pieces) {
        start(keys.high(0), keys.low(0), keys.hash(0));
        flows[WindowPieces.PREVIOUS] = pieces.previousFlows();
        packets[WindowPieces.PREVIOUS] = pieces.previousPackets();
        octets[WindowPieces.PREVIOUS] = pieces.previousOctets();
        flows[WindowPieces.CUT] = pieces.cutFlows();
        packets[WindowPieces.CUT] = pieces.cutPackets();
        octets[WindowPieces.CUT] = pieces.cutOctets();
        flows[WindowPieces.HOME] = keys.count() - pieces.previousFlows() - pieces.cutFlows();
        packets[WindowPieces.HOME] =
                datagram.packets() - pieces.previousPackets() - pieces.cutPackets();
        octets[WindowPieces.HOME] =
                datagram.octets() - pieces.previousOctets() - pieces.cutOctets();
        if (pieces.cutFlows() > 0) {
            Arrays.fill(groupOf, 0, keys.count(), 0);
        }
    }

    private int group(long keyHigh, long keyLow, long keyHash) {
        int mask = index.length - 1;
        int at = (int) (keyHash >>> 32) & mask;
        while (true) {
            long entry = index[at];
            if (entry >>> GROUP_BITS != round) {
                index[at] = round << GROUP_BITS | size;
                return start(keyHigh, keyLow, keyHash);
            }
            int group = (int) entry & (1 << GROUP_BITS) - 1;
            if (high[group] == keyHigh && low[group] == keyLow) {
                return group;
            }
            at = at + 1 & mask;
        }
    }

    private int start(long keyHigh, long keyLow, long keyHash) {
        int group = size++;
        high[group] = keyHigh;
        low[group] = keyLow;
        hash[group] = keyHash;
        int at = PLACES * group;
        for (int place = 0; place < PLACES; place++) {
            flows[at + place] = 0;
            packets[at + place] = 0;
            octets[at + place] = 0;
        }
        return group;
    }

    int size() {
        return size;
    }

    /** Looks up the domains of all groups, for {@link #domain}. */
    void find(DomainTable table) {
        table.find(size, high, low, hash, domain);
    }

    void setDomain(int group, int number) {
        domain[group] = number;
    }

    /** The number of its key, or -1. */
    int domain(int group) {
        return domain[group];
    }

    long high(int group) {
        return high[group];
    }

    long low(int group) {
        return low[group];
    }

    long hash(int group) {
        return hash[group];
    }

    /** The group of a flow that passes. */
    int groupOf(int flow) {
        return groupOf[flow];
    }

    int flows(int group) {
        int at = PLACES * group;
        return (int) (flows[at] + flows[at + 1] + flows[at + 2]);
    }

    long packets(int group) {
        int at = PLACES * group;
        return packets[at] + packets[at + 1] + packets[at + 2];
    }

    long octets(int group) {
        int at = PLACES * group;
        return octets[at] + octets[at + 1] + octets[at + 2];
    }

    /**
     * Of those that are wholly in one window.
     *
     * @param place {@link WindowPieces#HOME} or {@link WindowPieces#PREVIOUS}
     */
    int flowsIn(int group, byte place) {
        return (int) flows[PLACES * group + place];
    }

    long packetsIn(int group, byte place) {
        return packets[PLACES * group + place];
    }

    long octetsIn(int group, byte place) {
        return octets[PLACES * group + place];
    }
}
