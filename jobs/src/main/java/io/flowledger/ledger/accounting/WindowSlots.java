package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What keys have in single windows: for each key a chain of slots, the latest window first, which
 * is where nearly all flows end. Beside the sums a slot has the products of what a datagram adds to
 * the window with what it adds to the key in all windows, and with the square of that. They share
 * out the key's variance: what a flow leaves in thirty windows is lost or received in all of them
 * together, so that variances of windows by themselves would not add up to that of the key.
 *
 * <pre>
 *   a slot, 9 longs
 *   +----------+-------+---------+--------+--------+----------+---------+----------+---------+
 *   | window,  | flows | packets | octets | flows² | packets² | octets² | packets³ | octets³ |
 *   | next + 1 |       |         |        |        |          |         |          |         |
 *   +----------+-------+---------+--------+--------+----------+---------+----------+---------+
 *     32 bits each                          as doubles
 * </pre>
 */
final class WindowSlots {

    static final int NONE = -1;

    private static final int LONGS = 9;
    private static final int FLOWS = 1;
    private static final int PACKETS = 2;
    private static final int OCTETS = 3;
    private static final int FLOW_PRODUCTS = 4;
    private static final int PACKET_PRODUCTS = 5;
    private static final int OCTET_PRODUCTS = 6;
    private static final int PACKET_CUBES = 7;
    private static final int OCTET_CUBES = 8;
    private static final int INITIAL = 4;

    /** Windows are of 10 seconds at least, so that their numbers take 28 bits in this century. */
    private static final int WINDOW_SHIFT = 32;

    private static final long NEXT_MASK = 0xFFFF_FFFFL;

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
        while (slot != NONE && window(slot) > window) {
            slot = next(slot);
        }
        return slot != NONE && window(slot) == window ? slot : NONE;
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
        while (after != NONE && window(after) > window) {
            before = after;
            after = next(after);
        }
        link(added, window, after);
        if (before == NONE) {
            return added;
        }
        link(before, window(before), added);
        return first;
    }

    private void link(int slot, long window, int next) {
        slots[LONGS * slot] = window << WINDOW_SHIFT | next + 1;
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
        int at = LONGS * slot;
        double packetProduct = packets * datagramPackets;
        double octetProduct = octets * datagramOctets;
        slots[at + FLOWS] += flows;
        slots[at + PACKETS] += packets;
        slots[at + OCTETS] += octets;
        plus(at + FLOW_PRODUCTS, flows * datagramFlows);
        plus(at + PACKET_PRODUCTS, packetProduct);
        plus(at + OCTET_PRODUCTS, octetProduct);
        plus(at + PACKET_CUBES, packetProduct * datagramPackets);
        plus(at + OCTET_CUBES, octetProduct * datagramOctets);
    }

    private double get(int at) {
        return Double.longBitsToDouble(slots[at]);
    }

    private void plus(int at, double value) {
        slots[at] = Double.doubleToRawLongBits(get(at) + value);
    }

    int next(int slot) {
        return (int) (slots[LONGS * slot] & NEXT_MASK) - 1;
    }

    /** Counted from 1970. */
    long window(int slot) {
        return slots[LONGS * slot] >> WINDOW_SHIFT;
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

    /** Of what the datagrams of a chain have in all its windows. */
    DomainPowers powers(int first) {
        DomainPowers sum = DomainPowers.NONE;
        for (int slot = first; slot != NONE; slot = next(slot)) {
            int at = LONGS * slot;
            sum =
                    sum.plus(
                            new DomainPowers(
                                    get(at + FLOW_PRODUCTS),
                                    get(at + PACKET_PRODUCTS),
                                    get(at + OCTET_PRODUCTS),
                                    get(at + PACKET_CUBES),
                                    get(at + OCTET_CUBES)));
        }
        return sum;
    }

    /** Adds cubes to a window that has none; see {@link #readChainWithoutCubes}. */
    void addCubes(int slot, double packetCubes, double octetCubes) {
        plus(LONGS * slot + PACKET_CUBES, packetCubes);
        plus(LONGS * slot + OCTET_CUBES, octetCubes);
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

    private void addSlot(int slot, WindowSlots other, int theirs) {
        int to = LONGS * slot;
        int from = LONGS * theirs;
        for (int i = FLOWS; i <= OCTETS; i++) {
            slots[to + i] += other.slots[from + i];
        }
        for (int i = FLOW_PRODUCTS; i < LONGS; i++) {
            plus(to + i, other.get(from + i));
        }
    }

    void writeChain(int first, DataOutput out) throws IOException {
        int length = 0;
        for (int slot = first; slot != NONE; slot = next(slot)) {
            length++;
        }
        out.writeInt(length);
        for (int slot = first; slot != NONE; slot = next(slot)) {
            out.writeLong(window(slot));
            for (int i = FLOWS; i < LONGS; i++) {
                out.writeLong(slots[LONGS * slot + i]);
            }
        }
    }

    /** Reads a chain and returns its first slot. */
    int readChain(DataInput in) throws IOException {
        return readChain(in, LONGS);
    }

    /** Reads what releases wrote that had the cubes of a key with the key. */
    int readChainWithoutCubes(DataInput in) throws IOException {
        return readChain(in, PACKET_CUBES);
    }

    private int readChain(DataInput in, int longs) throws IOException {
        int first = NONE;
        for (int left = in.readInt(); left > 0; left--) {
            first = insert(first, in.readLong());
            for (int i = FLOWS; i < longs; i++) {
                slots[LONGS * newest() + i] = in.readLong();
            }
        }
        return first;
    }
}
