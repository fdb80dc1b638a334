package io.flowledger.bench.traffic;

/** Running sums over datagrams and their flows. Owned by the generating thread. */
final class FlowTotals {

    private static final int PROTOCOLS = 256;

    private long datagrams;
    private long flows;
    private long packets;
    private long octets;

    void add(DatagramTotals datagram) {
        datagrams++;
        flows += datagram.flows();
        packets += datagram.packets();
        octets += datagram.octets();
    }

    void add(FlowTotals other) {
        datagrams += other.datagrams;
        flows += other.flows;
        packets += other.packets;
        octets += other.octets;
    }

    long flows() {
        return flows;
    }

    long datagrams() {
        return datagrams;
    }

    Counts counts() {
        return new Counts(datagrams, flows, packets, octets);
    }

    /** Sums of the flows of each protocol number; no datagrams, since those mix protocols. */
    static final class ByProtocol {

        private final long[] flows = new long[PROTOCOLS];
        private final long[] packets = new long[PROTOCOLS];
        private final long[] octets = new long[PROTOCOLS];

        void add(int proto, long flowPackets, long flowOctets) {
            flows[proto]++;
            packets[proto] += flowPackets;
            octets[proto] += flowOctets;
        }

        java.util.SortedMap<Integer, Counts> counts() {
            java.util.TreeMap<Integer, Counts> counts = new java.util.TreeMap<>();
            for (int proto = 0; proto < PROTOCOLS; proto++) {
                if (flows[proto] > 0) {
                    counts.put(proto, new Counts(0, flows[proto], packets[proto], octets[proto]));
                }
            }
            return counts;
        }
    }
}
