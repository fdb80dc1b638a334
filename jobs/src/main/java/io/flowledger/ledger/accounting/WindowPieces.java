package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What of each flow of a datagram falls into each window, for one length of window: whole numbers
 * that add up to the flow. Nearly all flows are within one window, so each flow has one piece at
 * its own place, that of the window it is counted in; what falls into earlier ones comes apart.
 * Reused from datagram to datagram.
 */
final class WindowPieces {

    private static final int FLOWS = 32;
    private static final int EARLIER = 32;

    private final long windowMillis;

    /** The window of receipt, and how far into it. */
    private long home;

    private long intoHome;

    private long[] window = new long[FLOWS];
    private long[] packets = new long[FLOWS];
    private long[] octets = new long[FLOWS];

    private int earlier;
    private int[] earlierFlow = new int[EARLIER];
    private long[] earlierWindow = new long[EARLIER];
    private long[] earlierPackets = new long[EARLIER];
    private long[] earlierOctets = new long[EARLIER];

    WindowPieces(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    long windowMillis() {
        return windowMillis;
    }

    /** Pieces from now on are of a datagram of so many flows. */
    void begin(long receivedMillis, int flows) {
        earlier = 0;
        home = Math.floorDiv(receivedMillis, windowMillis);
        intoHome = receivedMillis - home * windowMillis;
        if (window.length < flows) {
            window = new long[flows];
            packets = new long[flows];
            octets = new long[flows];
        }
    }

    /** Cuts a flow; a flow counts where it ended. */
    void add(int flow, FlowSpan span, long packetSum, long octetSum) {
        // most are of these two windows; a division would cost more than all the rest
        if (span.startAge() <= intoHome) {
            put(flow, home, packetSum, octetSum);
        } else if (span.endAge() >= intoHome && span.startAge() <= intoHome + windowMillis) {
            put(flow, home - 1, packetSum, octetSum);
        } else {
            cut(flow, span, packetSum, octetSum);
        }
    }

    private void put(int flow, long inWindow, long packetSum, long octetSum) {
        window[flow] = inWindow;
        packets[flow] = packetSum;
        octets[flow] = octetSum;
    }

    private void cut(int flow, FlowSpan span, long packetSum, long octetSum) {
        long first = span.firstWindow(windowMillis);
        long last = span.lastWindow(windowMillis);
        long packetsBefore = 0;
        long octetsBefore = 0;
        for (long w = first; w < last; w++) {
            long end = (w + 1) * windowMillis;
            long packetsUpTo = span.before(end, packetSum);
            long octetsUpTo = span.before(end, octetSum);
            if (packetsUpTo > packetsBefore || octetsUpTo > octetsBefore) {
                addEarlier(flow, w, packetsUpTo - packetsBefore, octetsUpTo - octetsBefore);
            }
            packetsBefore = packetsUpTo;
            octetsBefore = octetsUpTo;
        }
        put(flow, last, packetSum - packetsBefore, octetSum - octetsBefore);
    }

    private void addEarlier(int flow, long inWindow, long packetSum, long octetSum) {
        if (earlier == earlierFlow.length) {
            int room = 2 * earlier;
            earlierFlow = Arrays.copyOf(earlierFlow, room);
            earlierWindow = Arrays.copyOf(earlierWindow, room);
            earlierPackets = Arrays.copyOf(earlierPackets, room);
            earlierOctets = Arrays.copyOf(earlierOctets, room);
        }
        earlierFlow[earlier] = flow;
        earlierWindow[earlier] = inWindow;
        earlierPackets[earlier] = packetSum;
        earlierOctets[earlier] = octetSum;
        earlier++;
    }

    /** The window that a flow is counted in, from 1970. */
    long window(int flow) {
        return window[flow];
    }

    /** What it has in that window. */
    long packets(int flow) {
        return packets[flow];
    }

    long octets(int flow) {
        return octets[flow];
    }

    /** How many pieces are in earlier windows than their flows are counted in. */
    int earlier() {
        return earlier;
    }

    /** Which flow an earlier piece is of. */
    int earlierFlow(int i) {
        return earlierFlow[i];
    }

    long earlierWindow(int i) {
        return earlierWindow[i];
    }

    long earlierPackets(int i) {
        return earlierPackets[i];
    }

    long earlierOctets(int i) {
        return earlierOctets[i];
    }
}
