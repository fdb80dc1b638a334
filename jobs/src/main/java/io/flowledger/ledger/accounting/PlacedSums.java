package io.flowledger.ledger.accounting;

import java.util.Arrays;

/** Sums of several flows of a datagram, by the {@link WindowPieces#place places} of these. */
final class PlacedSums {

    /** Flows, packets and octets of each place. */
    private final long[] sums = new long[9];

    void clear() {
        Arrays.fill(sums, 0);
    }

    void add(byte place, long packets, long octets) {
        int at = 3 * place;
        sums[at]++;
        sums[at + 1] += packets;
        sums[at + 2] += octets;
    }

    /** Makes what is in the window of receipt the rest of so much. */
    void setHome(int flows, long packets, long octets) {
        sums[0] = flows - sums[3] - sums[6];
        sums[1] = packets - sums[4] - sums[7];
        sums[2] = octets - sums[5] - sums[8];
    }

    /** Wherever they are. */
    long flows() {
        return sums[0] + sums[3] + sums[6];
    }

    long packets() {
        return sums[1] + sums[4] + sums[7];
    }

    long octets() {
        return sums[2] + sums[5] + sums[8];
    }

    long flowsIn(byte place) {
        return sums[3 * place];
    }

    long packetsIn(byte place) {
        return sums[3 * place + 1];
    }

    long octetsIn(byte place) {
        return sums[3 * place + 2];
    }
}
