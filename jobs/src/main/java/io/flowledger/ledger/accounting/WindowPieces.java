package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What of each flow of a batch falls into each window, for one length of window: whole numbers that
 * add up to the flow. Nearly all flows are wholly within the window in which they were received, or
 * wholly in the one before it, and there is nothing to be cut then. Reused from batch to batch.
 */
final class WindowPieces {

    // windows before that of receipt

    /** Wholly in the window of receipt. */
    static final byte HOME = 0;

    /** Wholly in the one before. */
    static final byte PREVIOUS = 1;

    /** Anywhere else, and there are pieces of it. */
    static final byte CUT = 2;

    private static final int ROOM = 32;

    private final long windowMillis;

    // by datagram, of which this one is in hand
    private int datagram;
    private long[] home = new long[0];
    private PlacedSums[] sums = new PlacedSums[0];

    /** The first piece of each, and behind the last one. */
    private int[] firstPiece = new int[1];

    /** How long before its receipt its window of receipt began. */
    private long intoHome;

    private byte[] place = new byte[0];

    /** The first piece of each flow that is cut. */
    private int[] pieceOf = new int[0];

    private int[] flow = new int[ROOM];
    private long[] window = new long[ROOM];
    private int[] flows = new int[ROOM];
    private long[] packets = new long[ROOM];
    private long[] octets = new long[ROOM];

    WindowPieces(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    /** Forgets all there is, and makes room for so much. */
    void begin(int datagrams, int flowsOfAll) {
        if (home.length < datagrams) {
            home = new long[datagrams];
            firstPiece = new int[datagrams + 1];
            int before = sums.length;
            sums = Arrays.copyOf(sums, datagrams);
            for (int d = before; d < datagrams; d++) {
                sums[d] = new PlacedSums();
            }
        }
        if (place.length < flowsOfAll) {
            place = new byte[flowsOfAll];
            pieceOf = new int[flowsOfAll];
        }
        Arrays.fill(place, 0, flowsOfAll, HOME);
    }

    /** Flows from now on are of this datagram, which comes after the one before. */
    void beginDatagram(int number, long receivedMillis) {
        datagram = number;
        home[number] = Math.floorDiv(receivedMillis, windowMillis);
        intoHome = receivedMillis - home[number] * windowMillis;
        firstPiece[number + 1] = firstPiece[number];
        sums[number].clear();
    }

    /**
     * A flow that began no longer ago than that is in the window of receipt: it need not be added.
     */
    long intoHome() {
        return intoHome;
    }

    void add(int number, FlowSpan span, long packetSum, long octetSum) {
        if (span.startAge() <= intoHome) {
            return;
        }
        if (span.endAge() >= intoHome && span.startAge() <= intoHome + windowMillis) {
            place[number] = PREVIOUS;
        } else {
            place[number] = CUT;
            pieceOf[number] = firstPiece[datagram + 1];
            cut(number, span, packetSum, octetSum);
        }
        sums[datagram].add(place[number], packetSum, octetSum);
    }

    /** All flows of a datagram of so much that need it have been added. */
    void endDatagram(int allFlows, long allPackets, long allOctets) {
        sums[datagram].setHome(allFlows, allPackets, allOctets);
    }

    /** Pieces of nothing are left out, but for the one that counts the flow: where it ended. */
    private void cut(int number, FlowSpan span, long packetSum, long octetSum) {
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
                        number,
                        w,
                        w == last ? 1 : 0,
                        packetsUpTo - packetsBefore,
                        octetsUpTo - octetsBefore);
            }
            packetsBefore = packetsUpTo;
            octetsBefore = octetsUpTo;
        }
    }

    private void addPiece(int number, long inWindow, int flowCount, long packetSum, long octetSum) {
        int piece = firstPiece[datagram + 1]++;
        if (piece == flow.length) {
            int room = 2 * piece;
            flow = Arrays.copyOf(flow, room);
            window = Arrays.copyOf(window, room);
            flows = Arrays.copyOf(flows, room);
            packets = Arrays.copyOf(packets, room);
            octets = Arrays.copyOf(octets, room);
        }
        flow[piece] = number;
        window[piece] = inWindow;
        flows[piece] = flowCount;
        packets[piece] = packetSum;
        octets[piece] = octetSum;
    }

    // ---- whole flows ---------------------------------------------------------------------------

    /** The window in which a datagram was received, counted from 1970. */
    long home(int ofDatagram) {
        return home[ofDatagram];
    }

    /** {@link #HOME}, {@link #PREVIOUS} or {@link #CUT}. */
    byte place(int ofFlow) {
        return place[ofFlow];
    }

    /** Of all flows of the batch. */
    byte[] places() {
        return place;
    }

    /** The first piece of a flow that is cut. */
    int pieceOf(int ofFlow) {
        return pieceOf[ofFlow];
    }

    /** Of all flows of a datagram. */
    PlacedSums sums(int ofDatagram) {
        return sums[ofDatagram];
    }

    // ---- pieces of the others ------------------------------------------------------------------

    int firstPiece(int ofDatagram) {
        return firstPiece[ofDatagram];
    }

    /** Behind its last piece. */
    int endOfPieces(int ofDatagram) {
        return firstPiece[ofDatagram + 1];
    }

    /** Which flow it is of. */
    int flow(int piece) {
        return flow[piece];
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
