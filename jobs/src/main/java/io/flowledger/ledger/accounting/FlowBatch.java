package io.flowledger.ledger.accounting;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Layout;
import java.util.List;

/**
 * Datagrams of one stratum in the order in which they came, with what each is for every view: its
 * size, its sampling and its flows' counters. Flows are counted through all of them. Reused.
 *
 * <p>View by view over many datagrams is faster than datagram by datagram through all views: what
 * one view takes fits into a processor's cache, loops are long enough to be worth starting.
 */
final class FlowBatch {

    private static final int ROOM = 32;

    private int datagrams;
    private byte[] records = new byte[0];

    // by datagram

    /** And behind the last one. */
    private int[] from = new int[ROOM + 1];

    private int[] rate = new int[ROOM];
    private int[] uptime = new int[ROOM];
    private long[] receivedMillis = new long[ROOM];
    private long[] packetSum = new long[ROOM];
    private long[] octetSum = new long[ROOM];

    // by flow
    private long[] packets = new long[0];
    private long[] octets = new long[0];
    private int[] all = new int[0];

    void read(List<ExportDatagram> waiting, ExporterProfile profile) {
        begin(waiting);
        for (ExportDatagram datagram : waiting) {
            add(datagram, profile);
        }
    }

    private void begin(List<ExportDatagram> waiting) {
        datagrams = 0;
        int flows = 0;
        for (ExportDatagram datagram : waiting) {
            flows += datagram.recordCount();
        }
        if (rate.length < waiting.size()) {
            from = new int[waiting.size() + 1];
            rate = new int[waiting.size()];
            uptime = new int[waiting.size()];
            receivedMillis = new long[waiting.size()];
            packetSum = new long[waiting.size()];
            octetSum = new long[waiting.size()];
        }
        if (packets.length < flows) {
            records = new byte[flows * V5Layout.RECORD_LENGTH];
            packets = new long[flows];
            octets = new long[flows];
            all = new int[flows];
            for (int flow = 0; flow < flows; flow++) {
                all[flow] = flow;
            }
        }
    }

    private void add(ExportDatagram datagram, ExporterProfile profile) {
        int d = datagrams++;
        byte[] bytes = datagram.bytes();
        int header = datagram.offset();
        rate[d] = profile.rate(bytes, header);
        uptime[d] = V5Layout.i32(bytes, header + V5Layout.SYS_UPTIME);
        receivedMillis[d] = Math.floorDiv(datagram.receivedAtMicros(), 1_000L);
        from[d + 1] = from[d] + datagram.recordCount();
        System.arraycopy(
                bytes,
                header + V5Layout.HEADER_LENGTH,
                records,
                from[d] * V5Layout.RECORD_LENGTH,
                datagram.recordCount() * V5Layout.RECORD_LENGTH);
        long allPackets = 0;
        long allOctets = 0;
        for (int flow = from[d]; flow < from[d + 1]; flow++) {
            int record = flow * V5Layout.RECORD_LENGTH;
            packets[flow] = V5Layout.u32(records, record + V5Layout.PACKETS);
            octets[flow] = V5Layout.u32(records, record + V5Layout.OCTETS);
            allPackets += packets[flow];
            allOctets += octets[flow];
        }
        packetSum[d] = allPackets;
        octetSum[d] = allOctets;
    }

    int datagrams() {
        return datagrams;
    }

    /** Of all datagrams. */
    int flows() {
        return from[datagrams];
    }

    /** The flows in their order: i at i. */
    int[] all() {
        return all;
    }

    /** The records of all flows, one after the other. */
    byte[] records() {
        return records;
    }

    // ---- a datagram ----------------------------------------------------------------------------

    /** Its first flow. */
    int from(int datagram) {
        return from[datagram];
    }

    /** Behind its last flow. */
    int to(int datagram) {
        return from[datagram + 1];
    }

    /** How many flows it has. */
    int records(int datagram) {
        return from[datagram + 1] - from[datagram];
    }

    /** Of packet sampling, 1 for none. */
    int rate(int datagram) {
        return rate[datagram];
    }

    int uptime(int datagram) {
        return uptime[datagram];
    }

    long receivedMillis(int datagram) {
        return receivedMillis[datagram];
    }

    /** Of all its flows together. */
    long packetsOf(int datagram) {
        return packetSum[datagram];
    }

    long octetsOf(int datagram) {
        return octetSum[datagram];
    }

    // ---- a flow --------------------------------------------------------------------------------

    /** By flow. */
    long[] packets() {
        return packets;
    }

    /** By flow. */
    long[] octets() {
        return octets;
    }
}
