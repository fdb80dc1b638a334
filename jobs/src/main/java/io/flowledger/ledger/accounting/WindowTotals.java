package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What all flows of a datagram together have in each window, for views in which they all have the
 * same key. Reused; made for the first view that asks.
 */
final class WindowTotals {

    private boolean made;
    private int size;
    private long[] window = new long[8];
    private int[] flows = new int[8];
    private long[] packets = new long[8];
    private long[] octets = new long[8];

    /** There is another datagram. */
    void clear() {
        made = false;
        size = 0;
    }

    void make(WindowPieces pieces, int count) {
        if (made) {
            return;
        }
        made = true;
        int at = 0;
        for (int flow = 0; flow < count; flow++) {
            at = place(pieces.window(flow), at);
            flows[at]++;
            packets[at] += pieces.packets(flow);
            octets[at] += pieces.octets(flow);
        }
        for (int i = 0; i < pieces.earlier(); i++) {
            at = place(pieces.earlierWindow(i), at);
            packets[at] += pieces.earlierPackets(i);
            octets[at] += pieces.earlierOctets(i);
        }
    }

    /** Where a window is; most often where the one before was. */
    private int place(long wanted, int before) {
        if (before < size && window[before] == wanted) {
            return before;
        }
        for (int i = 0; i < size; i++) {
            if (window[i] == wanted) {
                return i;
            }
        }
        if (size == window.length) {
            window = Arrays.copyOf(window, 2 * size);
            flows = Arrays.copyOf(flows, 2 * size);
            packets = Arrays.copyOf(packets, 2 * size);
            octets = Arrays.copyOf(octets, 2 * size);
        }
        window[size] = wanted;
        flows[size] = 0;
        packets[size] = 0;
        octets[size] = 0;
        return size++;
    }

    int size() {
        return size;
    }

    long window(int i) {
        return window[i];
    }

    /** Flows that are counted in it. */
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
