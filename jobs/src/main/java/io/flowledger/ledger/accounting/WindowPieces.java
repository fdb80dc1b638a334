package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What of each flow of a datagram falls into each window, for one length of window: whole numbers
 * that add up to the flow. Nearly all flows are wholly within the window in which they were
 * received, or wholly in the one before it, and there is nothing to be cut then. Reused from
 * datagram to datagram.
 */
final class WindowPieces {

    // in steps of the three sums that are kept for each

    /** Wholly in the window of receipt. */
    static final byte HOME = 0;

    /** Wholly in the one before. */
    static final byte PREVIOUS = 3;

    /** Anywhere else, and there are pieces of it. */
    static final byte CUT = 6;

    private static final int ROOM = 32;

    private final long windowMillis;
    private long home;

    /** How long before receipt the window of receipt began. */
    private long intoHome;

    private boolean allHome;
    private byte[] place = new byte[ROOM];
    private final PlacedSums sums = new PlacedSums();

    private int pieces;
    private int[] flow = new int[ROOM];
    private long[] window = new long[ROOM];
    private int[] flows = new int[ROOM];
    private long[] packets = new long[ROOM];
    private long[] octets = new long[ROOM];

    WindowPieces(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    /** Flows from now on are of a datagram of so many. */
    void begin(long receivedMillis, int flowsOfDatagram) {
        home = Math.floorDiv(receivedMillis, windowMillis);
        intoHome = receivedMillis - home * windowMillis;
        if (place.length < flowsOfDatagram) {
            place = new byte[flowsOfDatagram];
        }
        if (!allHome) {
            Arrays.fill(place, HOME);
            sums.clear();
            pieces = 0;
            allHome = true;
        }
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
        allHome = false;
        if (span.endAge() >= intoHome && span.startAge() <= intoHome + windowMillis) {
            place[number] = PREVIOUS;
        } else {
            place[number] = CUT;
            cut(number, span, packetSum, octetSum);
        }
        sums.add(place[number], packetSum, octetSum);
    }

    /** All flows of a datagram that need it have been added. */
    void end(DatagramInHand datagram) {
        sums.setHome(datagram);
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
        if (pieces == flow.length) {
            int room = 2 * pieces;
            flow = Arrays.copyOf(flow, room);
            window = Arrays.copyOf(window, room);
            flows = Arrays.copyOf(flows, room);
            packets = Arrays.copyOf(packets, room);
            octets = Arrays.copyOf(octets, room);
        }
        flow[pieces] = number;
        window[pieces] = inWindow;
        flows[pieces] = flowCount;
        packets[pieces] = packetSum;
        octets[pieces] = octetSum;
        pieces++;
    }

    // ---- whole flows ---------------------------------------------------------------------------

    /** The window of receipt, counted from 1970. */
    long home() {
        return home;
    }

    boolean areAllHome() {
        return allHome;
    }

    /** {@link #HOME}, {@link #PREVIOUS} or {@link #CUT}. */
    byte place(int ofFlow) {
        return place[ofFlow];
    }

    /** Of all flows of the datagram. */
    PlacedSums sums() {
        return sums;
    }

    // ---- pieces of the others ------------------------------------------------------------------

    int pieces() {
        return pieces;
    }

    /** Which flow of the datagram. */
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
