package io.flowledger.ledger.accounting;

/**
 * What the flows of a datagram have together by domain, since the moments that an estimate needs go
 * by datagram. Reused.
 */
final class DatagramGroups {

    /** The domain of flows that have no place of their own. */
    static final int BEYOND = -1;

    private int size;
    private int beyond;
    private int[] domain = new int[32];
    private int[] flows = new int[32];
    private long[] packets = new long[32];
    private long[] octets = new long[32];
    private int[] groupOfFlow = new int[32];

    void begin(int flowsOfDatagram) {
        size = 0;
        beyond = -1;
        if (domain.length < flowsOfDatagram) {
            domain = new int[flowsOfDatagram];
            flows = new int[flowsOfDatagram];
            packets = new long[flowsOfDatagram];
            octets = new long[flowsOfDatagram];
            groupOfFlow = new int[flowsOfDatagram];
        }
    }

    /** Adds a flow of a domain of {@code table}, or of {@link #BEYOND}. */
    void add(int flow, DomainTable table, int ofDomain, long packetCount, long octetCount) {
        int group = group(table, ofDomain);
        groupOfFlow[flow] = group;
        flows[group]++;
        packets[group] += packetCount;
        octets[group] += octetCount;
    }

    /** All flows are of one domain, and are group 0. */
    void addTogether(int ofDomain, int flowCount, long packetCount, long octetCount) {
        int group = start(ofDomain);
        flows[group] = flowCount;
        packets[group] = packetCount;
        octets[group] = octetCount;
    }

    private int group(DomainTable table, int ofDomain) {
        if (ofDomain == BEYOND) {
            if (beyond < 0) {
                beyond = start(BEYOND);
            }
            return beyond;
        }
        // a domain says which group it had last; whether it has it now, the group says
        int last = table.group(ofDomain);
        if (last < size && domain[last] == ofDomain) {
            return last;
        }
        table.setGroup(ofDomain, size);
        return start(ofDomain);
    }

    private int start(int ofDomain) {
        domain[size] = ofDomain;
        flows[size] = 0;
        packets[size] = 0;
        octets[size] = 0;
        return size++;
    }

    int size() {
        return size;
    }

    int groupOf(int flow) {
        return groupOfFlow[flow];
    }

    int domain(int group) {
        return domain[group];
    }

    int flows(int group) {
        return flows[group];
    }

    long packets(int group) {
        return packets[group];
    }

    long octets(int group) {
        return octets[group];
    }
}
