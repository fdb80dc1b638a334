package io.flowledger.bench.traffic;

import io.flowledger.netflow.wire.V5Layout;

/**
 * Flows, packets and octets of one datagram, read back from its bytes: what is counted is what the
 * datagram says, not what the generator meant. Reused, since it is filled 30 000 times a second.
 */
final class DatagramTotals {

    private int flows;
    private long packets;
    private long octets;

    DatagramTotals read(byte[] bytes, int records) {
        flows = records;
        packets = 0;
        octets = 0;
        int end = V5Layout.HEADER_LENGTH + records * V5Layout.RECORD_LENGTH;
        for (int at = V5Layout.HEADER_LENGTH; at < end; at += V5Layout.RECORD_LENGTH) {
            packets += V5Layout.u32(bytes, at + V5Layout.PACKETS);
            octets += V5Layout.u32(bytes, at + V5Layout.OCTETS);
        }
        return this;
    }

    /** Adds the same flows by protocol. */
    void addTo(FlowTotals.ByProtocol byProtocol, byte[] bytes) {
        int end = V5Layout.HEADER_LENGTH + flows * V5Layout.RECORD_LENGTH;
        for (int at = V5Layout.HEADER_LENGTH; at < end; at += V5Layout.RECORD_LENGTH) {
            byProtocol.add(
                    V5Layout.u8(bytes, at + V5Layout.PROTO),
                    V5Layout.u32(bytes, at + V5Layout.PACKETS),
                    V5Layout.u32(bytes, at + V5Layout.OCTETS));
        }
    }

    int flows() {
        return flows;
    }

    long packets() {
        return packets;
    }

    long octets() {
        return octets;
    }
}
