package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums of one view in a stratum, by key, and for each key by window. Arrays of numbers and no
 * objects, since every flow is added to one domain or more of every view. The moments that an
 * estimate needs go by datagram, so what a domain has of the datagram in hand is held apart until
 * the next one comes; a domain that only one datagram had, which most are in a view by address,
 * takes no moments.
 *
 * <pre>
 *   a domain, one cache line of 8 longs
 *   +------+-----+----------+---------+--------+---------+-------+-----------+
 *   | key  | key | datagram | packets | octets | moments | hash  | slot of   |
 *   | high | low | in hand  | in hand | in hand| at, + 1 |       | latest, +1|
 *   +------+-----+----------+---------+--------+---------+-------+-----------+
 *
 *   datagram in hand   63        38 37       27 26      16 15       0
 *                      +-----------+-----------+----------+----------+
 *                      | datagram  | m         | flows    | rate − 1 |
 *                      +-----------+-----------+----------+----------+
 * </pre>
 */
final class DomainTable {

    /** Flows that one datagram can hold at most: a UDP payload has room for 1365. */
    private static final int MAX_FLOWS = (1 << 11) - 1;

    private static final int RATE_BITS = 16;
    private static final int FLOWS_SHIFT = RATE_BITS;
    private static final int RECORDS_SHIFT = FLOWS_SHIFT + 11;
    private static final int DATAGRAM_SHIFT = RECORDS_SHIFT + 11;
    private static final long ONE_FLOW = 1L << FLOWS_SHIFT;

    // places among the longs of a domain
    private static final int LONGS = 8;
    private static final int LOW = 1;
    private static final int DATAGRAM = 2;
    private static final int PACKETS = 3;
    private static final int OCTETS = 4;
    private static final int MOMENTS_AT = 5;
    private static final int HASH = 6;
    private static final int SLOT = 7;

    private static final int INITIAL = 4;
    private static final long HASH_BITS = 0xFFFF_FFFF_0000_0000L;

    private int size;
    private long[] domains;

    /** Open addressing: the upper half of the hash over 1 + domain; 0 for a free place. */
    private long[] index;

    private final WindowSlots windows = new WindowSlots();

    /** What was received before the datagram in hand. */
    private MomentTable moments = new MomentTable();

    DomainTable() {
        this(INITIAL);
    }

    /** One that has room for so many domains. */
    DomainTable(int room) {
        int places = Math.max(INITIAL, Integer.highestOneBit(Math.max(1, room - 1)) << 1);
        domains = new long[LONGS * places];
        index = new long[2 * places];
    }

    /**
     * A datagram as {@link #add} wants it.
     *
     * @param datagram its number in the stratum, from 1
     */
    static long datagramBits(long datagram, int records, int rate) {
        return datagram << DATAGRAM_SHIFT
                | (long) Math.min(records, MAX_FLOWS) << RECORDS_SHIFT
                | rate - 1;
    }

    int size() {
        return size;
    }

    /** The domain of a key, or -1. */
    int find(long high, long low) {
        return find(high, low, hash(high, low));
    }

    /**
     * Finds the domains of several keys, -1 for one that there is none of. In two loops, so that
     * the memory, where it is what the time is spent on, works on all of them at once.
     */
    void find(int count, long[] high, long[] low, long[] hash, int[] found) {
        long[] places = index;
        int mask = places.length - 1;
        for (int i = 0; i < count; i++) {
            long entry = places[(int) hash[i] & mask];
            found[i] = ((entry ^ hash[i]) & HASH_BITS) == 0 ? (int) entry - 1 : -1;
        }
        long[] keys = domains;
        for (int i = 0; i < count; i++) {
            int at = LONGS * found[i];
            if (at < 0 || keys[at] != high[i] || keys[at + LOW] != low[i]) {
                found[i] = find(high[i], low[i], hash[i]);
            }
        }
    }

    int find(long high, long low, long hash) {
        int mask = index.length - 1;
        for (int at = (int) hash & mask; ; at = at + 1 & mask) {
            long entry = index[at];
            if (entry == 0) {
                return -1;
            }
            if (((entry ^ hash) & HASH_BITS) == 0) {
                int domain = (int) entry - 1;
                if (domains[LONGS * domain] == high && domains[LONGS * domain + LOW] == low) {
                    return domain;
                }
            }
        }
    }

    /** A new domain, of nothing yet. */
    int insert(long high, long low) {
        if (2 * (size + 1) > index.length) {
            grow();
        }
        int domain = size++;
        int at = LONGS * domain;
        Arrays.fill(domains, at, at + LONGS, 0);
        domains[at] = high;
        domains[at + LOW] = low;
        domains[at + HASH] = hash(high, low);
        enter(domain);
        return domain;
    }

    void add(int domain, long datagram, int flows, long packets, long octets) {
        int at = LONGS * domain;
        if ((domains[at + DATAGRAM] ^ datagram) >>> DATAGRAM_SHIFT != 0) {
            flush(at);
            domains[at + DATAGRAM] = datagram;
        }
        domains[at + DATAGRAM] += flows * ONE_FLOW;
        domains[at + PACKETS] += packets;
        domains[at + OCTETS] += octets;
    }

    /** Adds to a window what a piece of a flow has there, after all of the datagram was added. */
    void addPiece(int domain, long window, int flows, long packets, long octets) {
        int at = LONGS * domain;
        windows.add(
                slot(at, window),
                flows,
                packets,
                octets,
                flowsIn(domains[at + DATAGRAM]),
                domains[at + PACKETS],
                domains[at + OCTETS]);
    }

    private int slot(int at, long window) {
        int first = (int) domains[at + SLOT] - 1;
        int slot = windows.find(first, window);
        if (slot == WindowSlots.NONE) {
            domains[at + SLOT] = windows.insert(first, window) + 1;
            slot = windows.newest();
        }
        return slot;
    }

    WindowSlots windows() {
        return windows;
    }

    /** The slot of a domain's latest window. */
    int firstSlot(int domain) {
        return (int) domains[LONGS * domain + SLOT] - 1;
    }

    /** Adds what the datagram that was in hand brought to the domain to its moments. */
    private void flush(int at) {
        long datagram = domains[at + DATAGRAM];
        if (datagram == 0) {
            return;
        }
        moments.add(
                momentsOf(at),
                flowsIn(datagram),
                domains[at + PACKETS],
                domains[at + OCTETS],
                recordsIn(datagram),
                rateOf(datagram));
        domains[at + DATAGRAM] = 0;
        domains[at + PACKETS] = 0;
        domains[at + OCTETS] = 0;
    }

    private static int recordsIn(long datagram) {
        return (int) (datagram >>> RECORDS_SHIFT) & MAX_FLOWS;
    }

    private static int rateOf(long datagram) {
        return (int) (datagram & (1 << RATE_BITS) - 1) + 1;
    }

    private static int flowsIn(long datagram) {
        return (int) (datagram >>> FLOWS_SHIFT) & MAX_FLOWS;
    }

    private int momentsOf(int at) {
        if (domains[at + MOMENTS_AT] == 0) {
            domains[at + MOMENTS_AT] = moments.newSlot() + 1;
        }
        return (int) domains[at + MOMENTS_AT] - 1;
    }

    // ---- what there is -------------------------------------------------------------------------

    long high(int domain) {
        return domains[LONGS * domain];
    }

    long low(int domain) {
        return domains[LONGS * domain + LOW];
    }

    /** Octets received, not scaled by anything. */
    long octets(int domain) {
        int at = LONGS * domain;
        int slot = (int) domains[at + MOMENTS_AT] - 1;
        long before = slot < 0 ? 0 : moments.octets(slot);
        return before + domains[at + OCTETS];
    }

    /** All that a domain has, into {@code target}. */
    void read(int domain, DomainMoments target) {
        int at = LONGS * domain;
        int slot = (int) domains[at + MOMENTS_AT] - 1;
        target.clear();
        if (slot >= 0) {
            moments.addTo(slot, target);
        }
        long datagram = domains[at + DATAGRAM];
        if (datagram != 0) {
            target.addReceived(flowsIn(datagram), domains[at + PACKETS], domains[at + OCTETS]);
            DomainMoments.add(
                    target.moments,
                    0,
                    flowsIn(datagram),
                    domains[at + PACKETS],
                    domains[at + OCTETS],
                    recordsIn(datagram),
                    rateOf(datagram));
        }
    }

    /** Adds all that a domain of another table has; of other datagrams than those of this one. */
    void absorb(int domain, DomainMoments other, WindowSlots otherWindows, int otherFirst) {
        int at = LONGS * domain;
        flush(at);
        moments.absorb(momentsOf(at), other);
        int first = windows.addChain((int) domains[at + SLOT] - 1, otherWindows, otherFirst);
        domains[at + SLOT] = first + 1;
    }

    // ---- room ----------------------------------------------------------------------------------

    /** A table of those domains alone for which {@code kept} says so, in the same order. */
    DomainTable compacted(boolean[] kept) {
        DomainTable table = new DomainTable(size);
        table.moments = moments.empty();
        for (int domain = 0; domain < size; domain++) {
            if (kept[domain]) {
                copy(LONGS * domain, table);
            }
        }
        return table;
    }

    private void copy(int from, DomainTable table) {
        int to = LONGS * table.insert(domains[from], domains[from + LOW]);
        for (int i = DATAGRAM; i <= OCTETS; i++) {
            table.domains[to + i] = domains[from + i];
        }
        int first =
                table.windows.addChain(WindowSlots.NONE, windows, (int) domains[from + SLOT] - 1);
        table.domains[to + SLOT] = first + 1;
        int slot = (int) domains[from + MOMENTS_AT] - 1;
        if (slot >= 0) {
            table.moments.copy(moments, slot, table.momentsOf(to));
        }
    }

    private void grow() {
        index = new long[2 * index.length];
        domains = Arrays.copyOf(domains, LONGS * index.length / 2);
        for (int domain = 0; domain < size; domain++) {
            enter(domain);
        }
    }

    private void enter(int domain) {
        long hash = domains[LONGS * domain + HASH];
        int mask = index.length - 1;
        int at = (int) hash & mask;
        while (index[at] != 0) {
            at = at + 1 & mask;
        }
        index[at] = hash & HASH_BITS | domain + 1;
    }

    static long hash(long high, long low) {
        long mixed = high * 0xC2B2_AE3D_27D4_EB4FL ^ low * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 32;
    }

    // ---- state ---------------------------------------------------------------------------------

    /** One domain without its key. The datagram in hand is over for it: none goes on after that. */
    void writeSums(int domain, DataOutput out) throws IOException {
        int at = LONGS * domain;
        windows.writeChain((int) domains[at + SLOT] - 1, out);
        for (int i = DATAGRAM; i <= OCTETS; i++) {
            out.writeLong(domains[at + i]);
        }
        int slot = (int) domains[at + MOMENTS_AT] - 1;
        out.writeBoolean(slot >= 0);
        if (slot >= 0) {
            DomainMoments before = new DomainMoments();
            moments.addTo(slot, before);
            before.write(out);
        }
    }

    void readSums(int domain, DataInput in) throws IOException {
        int at = LONGS * domain;
        domains[at + SLOT] = windows.readChain(in) + 1;
        for (int i = DATAGRAM; i <= OCTETS; i++) {
            domains[at + i] = in.readLong();
        }
        if (in.readBoolean()) {
            DomainMoments before = new DomainMoments();
            before.read(in);
            moments.absorb(momentsOf(at), before);
        }
    }
}
