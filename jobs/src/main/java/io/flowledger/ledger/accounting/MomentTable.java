package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What domains have in the datagrams of a stratum, as {@link DomainMoments} has it of one domain.
 * Nearly all datagrams of a busy exporter are full and thus have the same number of records; of
 * these, and if packets were not sampled, everything follows from five sums and that number, which
 * with the totals fit into a cache line. What other datagrams bring is kept in full, apart.
 *
 * <pre>
 *   a domain in usual datagrams, one cache line of 8 longs
 *   +-------+---------+--------+--------+----------+----------+---------+---------+
 *   | flows | packets | octets | flows² | packets² | packets³ | octets² | octets³ |  (powers as doubles)
 *   +-------+---------+--------+--------+----------+----------+---------+---------+
 * </pre>
 */
final class MomentTable {

    private static final int LONGS = 8;
    private static final int PACKETS = 1;
    private static final int OCTETS = 2;
    private static final int FLOW_SQUARES = 3;
    private static final int PACKET_SQUARES = 4;
    private static final int PACKET_CUBES = 5;
    private static final int OCTET_SQUARES = 6;
    private static final int OCTET_CUBES = 7;
    private static final int INITIAL = 4;

    /** Larger datagrams become the usual ones so often at most: all is written anew each time. */
    private static final int MOST_CHANGES = 8;

    private int size;
    private long[] usual = new long[0];

    /** How many records a usual datagram has; 0 before there is any. */
    private int usualRecords;

    private int changes;

    /** 1 + where the rest of a slot is, 0 for none; shorter than there are slots if none has it. */
    private int[] restOf = new int[0];

    private int rests;
    private long[] restReceived = new long[0];
    private double[] rest = new double[0];

    /** A domain's slot, with nothing in it. */
    int newSlot() {
        if (LONGS * size == usual.length) {
            usual = Arrays.copyOf(usual, Math.max(LONGS * INITIAL, 2 * usual.length));
        }
        return size++;
    }

    /** Adds one datagram of {@code records} flows, of which so many are of the domain. */
    void add(int slot, int flows, long packets, long octets, int records, int rate) {
        if (rate == 1 && records != usualRecords) {
            consider(records);
        }
        if (rate == 1 && records == usualRecords) {
            addUsual(LONGS * slot, flows, packets, octets);
        } else {
            int at = restOf(slot);
            addReceived(at, flows, packets, octets);
            DomainMoments.add(
                    rest, DomainMoments.COUNT * at, flows, packets, octets, records, rate);
        }
    }

    private void addUsual(int at, long flows, long packets, long octets) {
        long[] sums = usual;
        sums[at] += flows;
        sums[at + PACKETS] += packets;
        sums[at + OCTETS] += octets;
        double ofPackets = packets;
        double ofOctets = octets;
        plus(sums, at + FLOW_SQUARES, flows * flows);
        plus(sums, at + PACKET_SQUARES, ofPackets * ofPackets);
        plus(sums, at + PACKET_CUBES, ofPackets * ofPackets * ofPackets);
        plus(sums, at + OCTET_SQUARES, ofOctets * ofOctets);
        plus(sums, at + OCTET_CUBES, ofOctets * ofOctets * ofOctets);
    }

    private static void plus(long[] sums, int at, double value) {
        sums[at] = Double.doubleToRawLongBits(Double.longBitsToDouble(sums[at]) + value);
    }

    private void addReceived(int at, long flows, long packets, long octets) {
        int r = DomainMoments.RECEIVED * at;
        restReceived[r] += flows;
        restReceived[r + 1] += packets;
        restReceived[r + 2] += octets;
    }

    /** A full datagram is the largest there is; the first one may have been another. */
    private void consider(int records) {
        if (records > usualRecords && changes < MOST_CHANGES) {
            for (int slot = 0; slot < size; slot++) {
                if (usual[LONGS * slot] != 0) {
                    setApart(slot);
                }
            }
            usualRecords = records;
            changes++;
        }
    }

    private void setApart(int slot) {
        int from = LONGS * slot;
        int at = restOf(slot);
        addReceived(at, usual[from], usual[from + PACKETS], usual[from + OCTETS]);
        expand(from, rest, DomainMoments.COUNT * at);
        Arrays.fill(usual, from, from + LONGS, 0);
    }

    private void expand(int from, double[] moments, int to) {
        DomainMoments.addEqual(
                moments,
                to,
                usualRecords,
                usual[from],
                number(from + FLOW_SQUARES),
                usual[from + PACKETS],
                number(from + PACKET_SQUARES),
                number(from + PACKET_CUBES),
                usual[from + OCTETS],
                number(from + OCTET_SQUARES),
                number(from + OCTET_CUBES));
    }

    private double number(int at) {
        return Double.longBitsToDouble(usual[at]);
    }

    private int restOf(int slot) {
        if (slot >= restOf.length) {
            restOf = Arrays.copyOf(restOf, usual.length / LONGS);
        }
        if (restOf[slot] == 0) {
            if (DomainMoments.RECEIVED * rests == restReceived.length) {
                int more = Math.max(INITIAL, 2 * rests);
                restReceived = Arrays.copyOf(restReceived, DomainMoments.RECEIVED * more);
                rest = Arrays.copyOf(rest, DomainMoments.COUNT * more);
            }
            restOf[slot] = ++rests;
        }
        return restOf[slot] - 1;
    }

    private boolean hasRest(int slot) {
        return slot < restOf.length && restOf[slot] != 0;
    }

    /** Octets received, not scaled by anything. */
    long octets(int slot) {
        long other = hasRest(slot) ? restReceived[DomainMoments.RECEIVED * restOf(slot) + 2] : 0;
        return usual[LONGS * slot + OCTETS] + other;
    }

    /** Adds all that a slot has to {@code target}. */
    void addTo(int slot, DomainMoments target) {
        int from = LONGS * slot;
        target.addReceived(usual[from], usual[from + PACKETS], usual[from + OCTETS]);
        expand(from, target.moments, 0);
        if (hasRest(slot)) {
            target.add(
                    restReceived,
                    DomainMoments.RECEIVED * restOf(slot),
                    rest,
                    DomainMoments.COUNT * restOf(slot));
        }
    }

    /** Adds what a domain has in other datagrams. */
    void absorb(int slot, DomainMoments other) {
        int at = restOf(slot);
        other.addTo(restReceived, DomainMoments.RECEIVED * at, rest, DomainMoments.COUNT * at);
    }

    /** One without slots, for the same datagrams. */
    MomentTable empty() {
        MomentTable table = new MomentTable();
        table.usualRecords = usualRecords;
        table.changes = changes;
        return table;
    }

    /** Copies a slot of a table that this one is an {@link #empty} one of. */
    void copy(MomentTable other, int theirs, int slot) {
        System.arraycopy(other.usual, LONGS * theirs, usual, LONGS * slot, LONGS);
        if (other.hasRest(theirs)) {
            int from = other.restOf(theirs);
            int to = restOf(slot);
            System.arraycopy(
                    other.restReceived,
                    DomainMoments.RECEIVED * from,
                    restReceived,
                    DomainMoments.RECEIVED * to,
                    DomainMoments.RECEIVED);
            System.arraycopy(
                    other.rest,
                    DomainMoments.COUNT * from,
                    rest,
                    DomainMoments.COUNT * to,
                    DomainMoments.COUNT);
        }
    }
}
