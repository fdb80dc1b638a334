package io.flowledger.ledger.accounting;

/** What a datagram is for every view: its size, its sampling and its flows' counters. Reused. */
final class DatagramInHand {

    int records;

    /** Of packet sampling, 1 for none. */
    int rate;

    /** Of each flow. */
    long[] packets = new long[32];

    long[] octets = new long[32];

    private long allPackets;
    private long allOctets;

    void begin(int flows, int samplingRate) {
        records = flows;
        rate = samplingRate;
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
