package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What of each flow of a batch falls into each window, for one length of window: whole numbers that
 * add up to the flow. Nearly all flows are wholly in the window in which they were received, which
 * is home, or wholly in the one before it, since an exporter waits for some seconds whether a flow
 * goes on. The others are cut. Reused from batch to batch.
 */
final class WindowPieces {

    private static final int ROOM = 32;

    /** Packets and octets of flows of home, and of those of the window before. */
    private static final int SUMS = 4;

    private final long windowMillis;

    // by datagram
    private long[] home = new long[0];
    private int[] endOfHome = new int[0];
    private int[] endOfPrevious = new int[0];
    private long[] sums = new long[0];

    /** All flows, those of a datagram by where they are. */
    private int[] order = new int[0];

    // by flow
    private boolean[] isAway = new boolean[0];
    private int[] firstPiece = new int[0];
    private int[] endOfPieces = new int[0];

    // of the datagram in hand

    /** How long before its receipt its window of receipt began. */
    private long intoHome;

    private final Away previous = new Away();
    private final Away cut = new Away();

    // by piece
    private int pieces;
    private long[] window = new long[ROOM];
    private int[] flows = new int[ROOM];
    private long[] packets = new long[ROOM];
    private long[] octets = new long[ROOM];

    /** Flows of a datagram that are not of home. */
    private static final class Away {
        private int[] flows = new int[ROOM];
        private int count;
        private long packets;
        private long octets;

        void clear() {
            count = 0;
            packets = 0;
            octets = 0;
        }

        void add(int flow, long packetSum, long octetSum) {
            if (count == flows.length) {
                flows = Arrays.copyOf(flows, 2 * count);
            }
            flows[count++] = flow;
            packets += packetSum;
            octets += octetSum;
        }
    }

    WindowPieces(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    /** Forgets all there is, and makes room for as much as there is in a batch. */
    void begin(FlowBatch batch) {
        int datagrams = batch.datagrams();
        if (home.length < datagrams) {
            home = new long[datagrams];
            endOfHome = new int[datagrams];
            endOfPrevious = new int[datagrams];
            sums = new long[SUMS * datagrams];
        }
        int flowsOfAll = batch.flows();
        if (order.length < flowsOfAll) {
            order = new int[flowsOfAll];
            isAway = new boolean[flowsOfAll];
            firstPiece = new int[flowsOfAll];
            endOfPieces = new int[flowsOfAll];
        }
        System.arraycopy(batch.all(), 0, order, 0, flowsOfAll);
        Arrays.fill(isAway, 0, flowsOfAll, false);
        pieces = 0;
    }

    /** Flows from now on are of this datagram. */
    void beginDatagram(int datagram, long receivedMillis) {
        home[datagram] = Math.floorDiv(receivedMillis, windowMillis);
        intoHome = receivedMillis - home[datagram] * windowMillis;
        previous.clear();
        cut.clear();
    }

    /**
     * A flow that began no longer ago than that is in the window of receipt: it need not be added.
     */
    long intoHome() {
        return intoHome;
    }

    void add(int flow, FlowSpan span, long packetSum, long octetSum) {
        if (span.startAge() <= intoHome) {
            return;
        }
        isAway[flow] = true;
        if (span.endAge() >= intoHome && span.startAge() <= intoHome + windowMillis) {
            previous.add(flow, packetSum, octetSum);
        } else {
            cut.add(flow, packetSum, octetSum);
            cut(flow, span, packetSum, octetSum);
        }
    }

    /** All flows of a datagram that need it have been added. */
    void endDatagram(FlowBatch batch, int datagram) {
        int from = batch.from(datagram);
        int to = batch.to(datagram);
        endOfPrevious[datagram] = to - cut.count;
        endOfHome[datagram] = to - cut.count - previous.count;
        int at = SUMS * datagram;
        sums[at] = batch.packetsOf(datagram) - previous.packets - cut.packets;
        sums[at + 1] = batch.octetsOf(datagram) - previous.octets - cut.octets;
        sums[at + 2] = previous.packets;
        sums[at + 3] = previous.octets;
        if (endOfHome[datagram] < to) {
            int place = from;
            for (int flow = from; flow < to; flow++) {
                order[place] = flow;
                place += isAway[flow] ? 0 : 1;
            }
            System.arraycopy(previous.flows, 0, order, endOfHome[datagram], previous.count);
            System.arraycopy(cut.flows, 0, order, endOfPrevious[datagram], cut.count);
        }
    }

    /** Pieces of nothing are left out, but for the one that counts the flow: where it ended. */
    private void cut(int flow, FlowSpan span, long packetSum, long octetSum) {
        firstPiece[flow] = pieces;
        long first = span.firstWindow(windowMillis);
        long last = span.lastWindow(windowMillis);
        long packetsBefore = 0;
        long octetsBefore = 0;
        for (long w = first; w <= last; w++) {
            long end = (w + 1) * windowMillis;
            long packetsUpTo = span.before(end, packetSum);
            long octetsUpTo = span.before(end, octetSum);
            if (w == last || packetsUpTo > packetsBefore || octetsUpTo > octetsBefore) {
                addPiece(
                        w,
                        w == last ? 1 : 0,
                        packetsUpTo - packetsBefore,
                        octetsUpTo - octetsBefore);
            }
            packetsBefore = packetsUpTo;
            octetsBefore = octetsUpTo;
        }
        endOfPieces[flow] = pieces;
    }

    private void addPiece(long inWindow, int flowCount, long packetSum, long octetSum) {
        int piece = pieces++;
        if (piece == window.length) {
            int room = 2 * piece;
            window = Arrays.copyOf(window, room);
            flows = Arrays.copyOf(flows, room);
            packets = Arrays.copyOf(packets, room);
            octets = Arrays.copyOf(octets, room);
        }
        window[piece] = inWindow;
        flows[piece] = flowCount;
        packets[piece] = packetSum;
        octets[piece] = octetSum;
    }

    /** The window in which a datagram was received, counted from 1970. */
    long home(int ofDatagram) {
        return home[ofDatagram];
    }

    // ---- whole flows ---------------------------------------------------------------------------

    /** Of each datagram first the flows of home, then those of the window before, then the rest. */
    int[] order() {
        return order;
    }

    /** Where in it a datagram's flows of home end. */
    int endOfHome(int datagram) {
        return endOfHome[datagram];
    }

    /** Where those of the window before home end. */
    int endOfPrevious(int datagram) {
        return endOfPrevious[datagram];
    }

    /** Of all flows of home. */
    long homePackets(int datagram) {
        return sums[SUMS * datagram];
    }

    long homeOctets(int datagram) {
        return sums[SUMS * datagram + 1];
    }

    /** Of all flows of the window before. */
    long previousPackets(int datagram) {
        return sums[SUMS * datagram + 2];
    }

    long previousOctets(int datagram) {
        return sums[SUMS * datagram + 3];
    }

    // ---- pieces --------------------------------------------------------------------------------

    /** The first piece of a flow that is cut. */
    int firstPiece(int ofFlow) {
        return firstPiece[ofFlow];
    }

    /** Behind its last piece. */
    int endOfPieces(int ofFlow) {
        return endOfPieces[ofFlow];
    }

    long window(int piece) {
        return window[piece];
    }

    /** 1 in the window that the flow is counted in, else 0. */
    int flows(int piece) {
        return flows[piece];
    }

    long packets(int piece) {
        return packets[piece];
    }

    long octets(int piece) {
        return octets[piece];
    }
}
