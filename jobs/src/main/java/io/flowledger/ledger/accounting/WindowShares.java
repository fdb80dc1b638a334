package io.flowledger.ledger.accounting;

/** What of one flow falls into each window, whole numbers that add up to the flow. Reused. */
final class WindowShares {

    private final long windowMillis;
    private long first;
    private int windows;
    private long[] packets = new long[4];
    private long[] octets = new long[4];

    WindowShares(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    long windowMillis() {
        return windowMillis;
    }

    void spread(FlowSpan span, long packetSum, long octetSum) {
        first = span.firstWindow(windowMillis);
        windows = (int) (span.lastWindow(windowMillis) - first) + 1;
        if (windows > packets.length) {
            packets = new long[2 * windows];
            octets = new long[2 * windows];
        }
        if (windows == 1) {
            packets[0] = packetSum;
            octets[0] = octetSum;
            return;
        }
        long packetsBefore = 0;
        long octetsBefore = 0;
        for (int i = 0; i < windows; i++) {
            long end = (first + i + 1) * windowMillis;
            long packetsUpTo = span.before(end, packetSum);
            long octetsUpTo = span.before(end, octetSum);
            packets[i] = packetsUpTo - packetsBefore;
            octets[i] = octetsUpTo - octetsBefore;
            packetsBefore = packetsUpTo;
            octetsBefore = octetsUpTo;
        }
    }

    int windows() {
        return windows;
    }

    /** Counted from 1970. */
    long window(int i) {
        return first + i;
    }

    /** A flow counts where it ended. */
    int flows(int i) {
        return i == windows - 1 ? 1 : 0;
    }

    long packets(int i) {
        return packets[i];
    }

    long octets(int i) {
        return octets[i];
    }

    boolean isNothing(int i) {
        return i < windows - 1 && packets[i] == 0 && octets[i] == 0;
    }
}
