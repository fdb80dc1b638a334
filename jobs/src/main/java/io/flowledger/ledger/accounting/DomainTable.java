package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums of one view in a stratum, by key, and for each key by window. Arrays of numbers and no
 * objects, since every flow is added to one domain or more of every view; and as few of them as can
 * be, since time goes by what has to be fetched from memory.
 *
 * <p>Totals are in the windows, and so are squares and cubes: what a datagram brings to the windows
 * of a domain, times what it brings to the domain, adds up to the square of the latter. The moments
 * that an estimate needs go by datagram. Nearly all datagrams of a busy exporter are full, and thus
 * have the same number of records: of these, and if packets were not sampled, all moments follow
 * from totals, squares and cubes. What other datagrams bring is kept in full, apart.
 *
 * <pre>
 *   a domain, 4 longs
 *   +------+-----+-----------------+-----------+
 *   | key  | key | datagram's      | slot, + 1 |
 *   | high | low | stamp and group | of latest |
 *   +------+-----+-----------------+-----------+
 * </pre>
 */
final class DomainTable {

    // places among the longs of a domain
    private static final int LONGS = KeyIndex.LONGS;
    private static final int LOW = KeyIndex.LOW;
    private static final int GROUP = 2;
    private static final int SLOT = 3;

    /** There is no such domain. */
    static final int NONE = -1;

    /** More than a group of a datagram can be. */
    private static final int GROUP_BITS = 16;

    private static final int INITIAL = 4;

    /** Larger datagrams become the usual ones so often at most: all is written anew each time. */
    private static final int MOST_CHANGES = 8;

    private int size;
    private long[] domains;

    /** Of the datagram in hand. */
    private long stamp;

    private KeyIndex index;

    private final WindowSlots windows = new WindowSlots();

    /** How many records a usual datagram has; 0 before there is any. */
    private int usualRecords;

    private int changes;
    private final UnusualMoments unusual = new UnusualMoments();

    private final DomainBudget budget;

    /**
     * @param budget where room is taken for each further window of a domain; whoever inserts a
     *     domain has taken it for the domain and its first window
     */
    DomainTable(DomainBudget budget) {
        this(budget, INITIAL);
    }

    /** One that holds so many domains before it grows. */
    private DomainTable(DomainBudget budget, int room) {
        this.budget = budget;
        int places = Math.max(INITIAL, Integer.highestOneBit(Math.max(1, room - 1)) << 1);
        domains = new long[LONGS * places];
        index = new KeyIndex(domains, 0);
    }

    int size() {
        return size;
    }

    /** What it takes of the budget: its domains, each as often as it has windows. */
    int held() {
        return windows.size();
    }

    // ---- keys ----------------------------------------------------------------------------------

    /** The domain of a key, or -1. */
    int find(long high, long low) {
        return index.find(domains, high, low, KeyIndex.hash(high, low));
    }

    int find(long high, long low, long hash) {
        return index.find(domains, high, low, hash);
    }

    /** Finds the domains of several keys, {@link #NONE} for one that there is none of. */
    boolean find(int count, long[] high, long[] low, long[] hash, int[] found) {
        return index.find(domains, count, high, low, hash, found);
    }

    /** A new domain, of nothing yet. */
    int insert(long high, long low) {
        if (LONGS * size == domains.length) {
            domains = Arrays.copyOf(domains, 2 * domains.length);
            index = new KeyIndex(domains, size);
        }
        int domain = size++;
        int at = LONGS * domain;
        domains[at] = high;
        domains[at + LOW] = low;
        index.enter(domains, domain);
        return domain;
    }

    long high(int domain) {
        return domains[LONGS * domain];
    }

    long low(int domain) {
        return domains[LONGS * domain + LOW];
    }

    // ---- datagrams -----------------------------------------------------------------------------

    /** Whether the moments of a datagram follow from its {@link #addPiece pieces} alone. */
    boolean isUsual(DatagramInHand datagram) {
        if (datagram.rate == 1 && datagram.records > usualRecords && changes < MOST_CHANGES) {
            changeUsual(datagram.records);
        }
        return datagram.rate == 1 && datagram.records == usualRecords;
    }

    /** Adds what a datagram that is not usual brings to a domain to its moments. */
    void addUnusual(int domain, long flows, long packets, long octets, DatagramInHand datagram) {
        unusual.add(domain, (int) flows, packets, octets, datagram.records, datagram.rate);
    }

    /** Groups that domains have got from now on are of another datagram. */
    long nextStamp() {
        stamp += 1 << GROUP_BITS;
        return stamp;
    }

    /**
     * The group that a domain has in the datagram of a stamp, which is the next one if it had none.
     * Without a branch, since that is as good as random.
     */
    int group(int domain, long ofStamp, int next) {
        int at = LONGS * domain + GROUP;
        long present = domains[at] - ofStamp;
        long isNew = present >> 63;
        long group = next & isNew | present & ~isNew;
        domains[at] = ofStamp + group;
        return (int) group;
    }

    /** The largest datagrams are the full ones; the first one may have been another. */
    private void changeUsual(int records) {
        for (int domain = 0; domain < size; domain++) {
            DomainMoments before = new DomainMoments();
            DomainPowers powers = addUsual(domain, before);
            if (before.flows() != 0) {
                unusual.absorb(domain, before, powers);
            }
        }
        usualRecords = records;
        changes++;
    }

    /**
     * Adds to a window what flows of one datagram have there.
     *
     * @param datagramFlows what the datagram brings to the domain in all windows
     * @return false, and nothing is added, if there is no room for another window
     */
    boolean addPiece(
            int domain,
            long window,
            long flows,
            long packets,
            long octets,
            long datagramFlows,
            long datagramPackets,
            long datagramOctets) {
        int slot = slot(LONGS * domain, window);
        if (slot == WindowSlots.NONE) {
            return false;
        }
        windows.add(slot, flows, packets, octets, datagramFlows, datagramPackets, datagramOctets);
        return true;
    }

    private int slot(int at, long window) {
        int first = firstSlotAt(at);
        int slot = windows.find(first, window);
        if (slot == WindowSlots.NONE && (first == WindowSlots.NONE || budget.take())) {
            setFirstSlot(at, windows.insert(first, window));
            slot = windows.newest();
        }
        return slot;
    }

    WindowSlots windows() {
        return windows;
    }

    /** The slot of a domain's latest window if it is that one, else {@link WindowSlots#NONE}. */
    int latestSlot(int domain, long window) {
        int first = firstSlotAt(LONGS * domain);
        return first != WindowSlots.NONE && windows.window(first) == window
                ? first
                : WindowSlots.NONE;
    }

    /** The slot of a domain's latest window. */
    int firstSlot(int domain) {
        return firstSlotAt(LONGS * domain);
    }

    private int firstSlotAt(int at) {
        return (int) domains[at + SLOT] - 1;
    }

    private void setFirstSlot(int at, int slot) {
        domains[at + SLOT] = slot + 1;
    }

    // ---- what there is -------------------------------------------------------------------------

    /** Octets received, not scaled by anything. */
    long octets(int domain) {
        long sum = 0;
        for (int s = firstSlot(domain); s != WindowSlots.NONE; s = windows.next(s)) {
            sum += windows.octets(s);
        }
        return sum;
    }

    /** All that a domain has, into {@code target}. */
    void read(int domain, DomainMoments target) {
        target.clear();
        addUsual(domain, target);
        unusual.addTo(domain, target);
    }

    /** Adds what it has in usual datagrams, and returns the powers of that. */
    private DomainPowers addUsual(int domain, DomainMoments target) {
        DomainMoments others = new DomainMoments();
        unusual.addTo(domain, others);
        long flows = -others.flows();
        long packets = -others.packets();
        long octets = -others.octets();
        for (int s = firstSlot(domain); s != WindowSlots.NONE; s = windows.next(s)) {
            flows += windows.flows(s);
            packets += windows.packets(s);
            octets += windows.octets(s);
        }
        DomainPowers powers =
                flows == 0
                        ? DomainPowers.NONE
                        : windows.powers(firstSlot(domain)).less(unusual.powers(domain));
        target.addReceived(flows, packets, octets);
        DomainMoments.addEqual(
                target.moments,
                0,
                usualRecords,
                flows,
                powers.flowSquares(),
                packets,
                powers.packetSquares(),
                powers.packetCubes(),
                octets,
                powers.octetSquares(),
                powers.octetCubes());
        return powers;
    }

    /** Adds all that a domain of another table has; of other datagrams than those of this one. */
    void absorb(int domain, DomainMoments other, WindowSlots otherWindows, int otherFirst) {
        int at = LONGS * domain;
        unusual.absorb(domain, other, otherWindows.powers(otherFirst));
        setFirstSlot(at, windows.addChain(firstSlotAt(at), otherWindows, otherFirst));
    }

    /** A table of those domains alone for which {@code kept} says so, in the same order. */
    DomainTable compacted(boolean[] kept) {
        DomainTable table = new DomainTable(budget, size);
        table.usualRecords = usualRecords;
        table.changes = changes;
        for (int domain = 0; domain < size; domain++) {
            if (kept[domain]) {
                copy(domain, table);
            }
        }
        return table;
    }

    private void copy(int domain, DomainTable table) {
        int copy = table.insert(high(domain), low(domain));
        int from = LONGS * domain;
        int to = LONGS * copy;
        table.setFirstSlot(
                to, table.windows.addChain(WindowSlots.NONE, windows, firstSlotAt(from)));
        if (unusual.has(domain)) {
            DomainMoments rest = new DomainMoments();
            unusual.addTo(domain, rest);
            table.unusual.absorb(copy, rest, unusual.powers(domain));
        }
    }

    // ---- state ---------------------------------------------------------------------------------

    /** What is one for all domains. */
    void writeUsual(DataOutput out) throws IOException {
        out.writeShort(usualRecords);
        out.writeByte(changes);
    }

    void readUsual(DataInput in) throws IOException {
        usualRecords = in.readUnsignedShort();
        changes = in.readUnsignedByte();
    }

    /** One domain without its key. */
    void writeSums(int domain, DataOutput out) throws IOException {
        windows.writeChain(firstSlot(domain), out);
        unusual.write(domain, out);
    }

    void readSums(int domain, DataInput in) throws IOException {
        setFirstSlot(LONGS * domain, windows.readChain(in));
        unusual.read(domain, in);
    }

    /** Reads what releases wrote that had squares and cubes of usual datagrams with the key. */
    void readSumsWithPowers(int domain, DataInput in) throws IOException {
        int first = windows.readChainWithoutCubes(in);
        setFirstSlot(LONGS * domain, first);
        double flowSquares = in.readDouble();
        double packetSquares = in.readDouble();
        double packetCubes = in.readDouble();
        double octetSquares = in.readDouble();
        double octetCubes = in.readDouble();
        DomainPowers usual =
                new DomainPowers(flowSquares, packetSquares, octetSquares, packetCubes, octetCubes);
        unusual.readWithoutPowers(domain, in);
        if (first != WindowSlots.NONE) {
            windows.addCubes(first, packetCubes, octetCubes);
            unusual.setPowers(domain, windows.powers(first).less(usual));
        }
    }

    /**
     * Reads what releases wrote that held the datagram in hand apart: its number, records, flows
     * and rate in bits, and what it brought.
     */
    void readSumsWithDatagramInHand(int domain, DataInput in) throws IOException {
        int first = windows.readChainWithoutCubes(in);
        setFirstSlot(LONGS * domain, first);
        long inHand = in.readLong();
        long packets = in.readLong();
        long octets = in.readLong();
        if (inHand != 0) {
            int flows = (int) (inHand >>> 16) & 0x7FF;
            int records = (int) (inHand >>> 27) & 0x7FF;
            unusual.add(domain, flows, packets, octets, records, (int) (inHand & 0xFFFF) + 1);
        }
        unusual.readWithoutPowers(domain, in);
        unusual.setPowers(domain, windows.powers(first));
    }
}
