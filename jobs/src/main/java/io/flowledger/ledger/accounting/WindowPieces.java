package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What of each flow of a datagram falls into each window: pieces, whole numbers that add up to the
 * flow. For one length of window; reused.
 */
final class WindowPieces {

    private final long windowMillis;
    private int count;
    private int[] flow = new int[32];
    private long[] window = new long[32];
    private int[] flows = new int[32];
    private long[] packets = new long[32];
    private long[] octets = new long[32];

    WindowPieces(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    long windowMillis() {
        return windowMillis;
    }

    void clear() {
        count = 0;
    }

    /** Adds the pieces of a flow; those of nothing are left out, but for the one that counts it. */
    void add(int number, FlowSpan span, long packetSum, long octetSum) {
        long first = span.firstWindow(windowMillis);
        long last = span.lastWindow(windowMillis);
        if (first == last) {
            add(number, first, 1, packetSum, octetSum);
            return;
        }
        long packetsBefore = 0;
        long octetsBefore = 0;
        for (long w = first; w <= last; w++) {
            long end = (w + 1) * windowMillis;
            long packetsUpTo = span.before(end, packetSum);
            long octetsUpTo = span.before(end, octetSum);
            if (w == last || packetsUpTo > packetsBefore || octetsUpTo > octetsBefore) {
                // a flow counts where it ended
                add(
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

    private void add(int number, long inWindow, int flowCount, long packetSum, long octetSum) {
        if (count == flow.length) {
            grow();
        }
        flow[count] = number;
        window[count] = inWindow;
        flows[count] = flowCount;
        packets[count] = packetSum;
        octets[count] = octetSum;
        count++;
    }

    private void grow() {
        int room = 2 * count;
        flow = Arrays.copyOf(flow, room);
        window = Arrays.copyOf(window, room);
        flows = Arrays.copyOf(flows, room);
        packets = Arrays.copyOf(packets, room);
        octets = Arrays.copyOf(octets, room);
    }

    int count() {
        return count;
    }

    /** Which flow of the datagram. */
    int flow(int i) {
        return flow[i];
    }

    /** Counted from 1970. */
    long window(int i) {
        return window[i];
    }

    /** 1 in the window that the flow is counted in, else 0. */
    int flows(int i) {
        return flows[i];
    }

    long packets(int i) {
        return packets[i];
    }

    long octets(int i) {
        return octets[i];
    }
}
