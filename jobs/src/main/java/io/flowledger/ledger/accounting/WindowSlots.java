package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What keys have in single windows: for each key a chain of slots, the latest window first, which
 * is where nearly all flows end. Beside the sums a slot has the products of what a datagram adds to
 * the window with what it adds to the key in all windows. They share out the key's variance: what a
 * flow leaves in thirty windows is lost or received in all of them together, so that variances of
 * windows by themselves would not add up to that of the key.
 *
 * <pre>
 *   a slot, one cache line of 8 longs
 *   +--------+----------+-------+---------+--------+--------+----------+---------+
 *   | window | next + 1 | flows | packets | octets | flows² | packets² | octets² |  (² as doubles)
 *   +--------+----------+-------+---------+--------+--------+----------+---------+
 * </pre>
 */
final class WindowSlots {

    static final int NONE = -1;

    private static final int LONGS = 8;
    private static final int NEXT = 1;
    private static final int FLOWS = 2;
    private static final int PACKETS = 3;
    private static final int OCTETS = 4;
    private static final int FLOW_PRODUCTS = 5;
    private static final int PACKET_PRODUCTS = 6;
    private static final int OCTET_PRODUCTS = 7;
    private static final int INITIAL = 4;

    private int size;
    private long[] slots = new long[LONGS * INITIAL];

    /**
     * The slot of a window in a chain.
     *
     * @param first slot of the chain, or {@link #NONE}
     * @return {@link #NONE} if it has none
     */
    int find(int first, long window) {
        int slot = first;
        while (slot != NONE && slots[LONGS * slot] > window) {
            slot = next(slot);
        }
        return slot != NONE && slots[LONGS * slot] == window ? slot : NONE;
    }

    /**
     * A new slot in its place in a chain; it is the {@link #newest}.
     *
     * @return the new first slot of the chain if it is that one, else {@code first}
     */
    int insert(int first, long window) {
        if (LONGS * (size + 1) > slots.length) {
            slots = Arrays.copyOf(slots, 2 * slots.length);
        }
        int added = size++;
        int before = NONE;
        int after = first;
        while (after != NONE && slots[LONGS * after] > window) {
            before = after;
            after = next(after);
        }
        slots[LONGS * added] = window;
        slots[LONGS * added + NEXT] = after + 1;
        if (before == NONE) {
            return added;
        }
        slots[LONGS * before + NEXT] = added + 1;
        return first;
    }

    int size() {
        return size;
    }

    /** The slot that was inserted last. */
    int newest() {
        return size - 1;
    }

    /** Adds a piece of a flow, of a datagram that adds so much to the key in all windows. */
    void add(
            int slot,
            long flows,
            long packets,
            long octets,
            double datagramFlows,
            double datagramPackets,
            double datagramOctets) {
        addSums(
                slot,
                flows,
                packets,
                octets,
                flows * datagramFlows,
                packets * datagramPackets,
                octets * datagramOctets);
    }

    /** Adds what a slot of another has. */
    void addSlot(int slot, WindowSlots other, int theirs) {
        addSums(
                slot,
                other.flows(theirs),
                other.packets(theirs),
                other.octets(theirs),
                other.flowProducts(theirs),
                other.packetProducts(theirs),
                other.octetProducts(theirs));
    }

    private void addSums(
            int slot,
            long flows,
            long packets,
            long octets,
            double flowProducts,
            double packetProducts,
            double octetProducts) {
        int at = LONGS * slot;
        slots[at + FLOWS] += flows;
        slots[at + PACKETS] += packets;
        slots[at + OCTETS] += octets;
        set(at + FLOW_PRODUCTS, get(at + FLOW_PRODUCTS) + flowProducts);
        set(at + PACKET_PRODUCTS, get(at + PACKET_PRODUCTS) + packetProducts);
        set(at + OCTET_PRODUCTS, get(at + OCTET_PRODUCTS) + octetProducts);
    }

    private double get(int at) {
        return Double.longBitsToDouble(slots[at]);
    }

    private void set(int at, double value) {
        slots[at] = Double.doubleToRawLongBits(value);
    }

    int next(int slot) {
        return (int) slots[LONGS * slot + NEXT] - 1;
    }

    /** Counted from 1970. */
    long window(int slot) {
        return slots[LONGS * slot];
    }

    long flows(int slot) {
        return slots[LONGS * slot + FLOWS];
    }

    long packets(int slot) {
        return slots[LONGS * slot + PACKETS];
    }

    long octets(int slot) {
        return slots[LONGS * slot + OCTETS];
    }

    double flowProducts(int slot) {
        return get(LONGS * slot + FLOW_PRODUCTS);
    }

    double packetProducts(int slot) {
        return get(LONGS * slot + PACKET_PRODUCTS);
    }

    double octetProducts(int slot) {
        return get(LONGS * slot + OCTET_PRODUCTS);
    }

    /** What the datagrams of a chain have in all its windows, squared. */
    DomainSquares squares(int first) {
        double flows = 0;
        double packets = 0;
        double octets = 0;
        for (int slot = first; slot != NONE; slot = next(slot)) {
            flows += flowProducts(slot);
            packets += packetProducts(slot);
            octets += octetProducts(slot);
        }
        return new DomainSquares(flows, packets, octets);
    }

    /** Adds a chain of another to one of these, and returns its first slot. */
    int addChain(int first, WindowSlots other, int theirFirst) {
        int result = first;
        for (int theirs = theirFirst; theirs != NONE; theirs = other.next(theirs)) {
            int slot = find(result, other.window(theirs));
            if (slot == NONE) {
                result = insert(result, other.window(theirs));
                slot = newest();
            }
            addSlot(slot, other, theirs);
        }
        return result;
    }

    void writeChain(int first, DataOutput out) throws IOException {
        int length = 0;
        for (int slot = first; slot != NONE; slot = next(slot)) {
            length++;
        }
        out.writeInt(length);
        for (int slot = first; slot != NONE; slot = next(slot)) {
            out.writeLong(slots[LONGS * slot]);
            for (int i = FLOWS; i < LONGS; i++) {
                out.writeLong(slots[LONGS * slot + i]);
            }
        }
    }

    /** Reads a chain and returns its first slot. */
    int readChain(DataInput in) throws IOException {
        int first = NONE;
        for (int left = in.readInt(); left > 0; left--) {
            first = insert(first, in.readLong());
            for (int i = FLOWS; i < LONGS; i++) {
                slots[LONGS * newest() + i] = in.readLong();
            }
        }
        return first;
    }
}
