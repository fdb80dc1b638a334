package io.flowledger.ledger.accounting;

/** What a datagram is for every view: how domains tell it from others, and its counters. Reused. */
final class DatagramInHand {

    /** As {@link DomainTable#datagramBits} has it. */
    long bits;

    /** Of each flow. */
    long[] packets = new long[32];

    long[] octets = new long[32];

    private long allPackets;
    private long allOctets;

    void begin(long datagramBits, int flows) {
        bits = datagramBits;
        allPackets = 0;
        allOctets = 0;
        if (packets.length < flows) {
            packets = new long[flows];
            octets = new long[flows];
        }
    }

    void add(int flow, long packetCount, long octetCount) {
        packets[flow] = packetCount;
        octets[flow] = octetCount;
        allPackets += packetCount;
        allOctets += octetCount;
    }

    /** Of all its flows together. */
    long packets() {
        return allPackets;
    }

    long octets() {
        return allOctets;
    }
}
