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
        sums[place]++;
        sums[place + 1] += packets;
        sums[place + 2] += octets;
    }

    /** Makes what is in the window of receipt the rest of a datagram. */
    void setHome(DatagramInHand datagram) {
        sums[0] = datagram.records - sums[3] - sums[6];
        sums[1] = datagram.packets() - sums[4] - sums[7];
        sums[2] = datagram.octets() - sums[5] - sums[8];
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
        return sums[place];
    }

    long packetsIn(byte place) {
        return sums[place + 1];
    }

    long octetsIn(byte place) {
        return sums[place + 2];
    }
}
