package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Sums of one view in a stratum, by key, and for each key by window.
 *
 * <p>Totals are in the windows, and so are squares and cubes of what each datagram brings to a
 * domain. The moments that an estimate needs go by datagram. Nearly all datagrams of a busy
 * exporter are full, and thus have the same number of records: of these, and if packets were not
 * sampled, all moments follow from totals, squares and cubes. What other datagrams bring is kept in
 * full, apart.
 */
final class DomainTable {

    /** What has no key of its own. */
    static final int BEYOND = KeyIndex.NONE;

    /** The first domain of a key. */
    static final int FIRST = BEYOND + 1;

    /** Larger datagrams become the usual ones so often at most: all is written anew each time. */
    private static final int MOST_CHANGES = 8;

    private final boolean narrow;
    private final KeyIndex keys;
    private final DomainWindows windows;

    /** How many records a usual datagram has; 0 before there is any. */
    private int usualRecords;

    private int changes;
    private final UnusualMoments unusual = new UnusualMoments();

    private final DomainBudget budget;

    /**
     * @param narrow whether keys have at most {@link NarrowKeys#BITS} bits
     * @param budget where room is taken for each further window of a domain; whoever inserts a
     *     domain has taken it for the domain and its first window
     */
    DomainTable(boolean narrow, DomainBudget budget) {
        this(narrow, budget, 0);
    }

    /** One that holds so many keys before it grows. */
    private DomainTable(boolean narrow, DomainBudget budget, int size) {
        this.narrow = narrow;
        this.budget = budget;
        int room = Integer.highestOneBit(Math.max(1, size)) << 1;
        keys = narrow ? new NarrowKeys(room) : new WideKeys(room);
        windows = new DomainWindows(budget);
        windows.grow(keys.room());
    }

    /** How many keys there are. */
    int size() {
        return keys.size();
    }

    /** Behind the last domain. */
    int end() {
        return FIRST + keys.size();
    }

    /** What it takes of the budget: its domains, each as often as it has windows. */
    int held() {
        return keys.size() + windows.furtherWindows();
    }

    /** What the domains have by window, where datagrams are added. */
    DomainWindows windows() {
        return windows;
    }

    // ---- keys ----------------------------------------------------------------------------------

    /** The domain of a key, or {@link #BEYOND}. */
    int find(long high, long low) {
        return keys.find(high, low);
    }

    /**
     * Finds the domains of several keys, {@link #BEYOND} for one that has none.
     *
     * @return whether all have one
     */
    boolean find(int from, int to, long[] high, long[] low, int[] found) {
        return keys.find(from, to, high, low, found);
    }

    /** A new domain, of nothing yet. */
    int insert(long high, long low) {
        int room = keys.room();
        int domain = keys.insert(high, low);
        if (keys.room() > room) {
            windows.grow(keys.room());
        }
        return domain;
    }

    long high(int domain) {
        return keys.high(domain);
    }

    long low(int domain) {
        return keys.low(domain);
    }

    // ---- datagrams -----------------------------------------------------------------------------

    /**
     * Whether the moments of a datagram follow from what is added to {@link #windows} alone. To be
     * asked before it is.
     *
     * @param records of the datagram
     * @param rate of packet sampling
     */
    boolean isUsual(int records, int rate) {
        if (rate == 1 && records > usualRecords && changes < MOST_CHANGES) {
            changeUsual(records);
        }
        return rate == 1 && records == usualRecords;
    }

    /** Adds to the moments of a domain what a datagram that is not usual has brought to it. */
    void addUnusual(int domain, long flows, long packets, long octets, int records, int rate) {
        unusual.add(domain, (int) flows, packets, octets, records, rate);
    }

    /** The largest datagrams are the full ones; the first one may have been another. */
    private void changeUsual(int records) {
        for (int domain = BEYOND; domain < end(); domain++) {
            DomainMoments before = new DomainMoments();
            DomainPowers powers = addUsual(domain, before);
            if (before.flows() != 0) {
                unusual.absorb(domain, before, powers);
            }
        }
        usualRecords = records;
        changes++;
    }

    // ---- what there is -------------------------------------------------------------------------

    /** Octets received, not scaled by anything. */
    long octets(int domain) {
        return windows.octets(domain);
    }

    /** What a domain has by window, the latest one first. */
    List<WindowSums> windows(int domain) {
        return windows.of(domain);
    }

    private static DomainPowers powers(List<WindowSums> windows) {
        DomainPowers sum = DomainPowers.NONE;
        for (WindowSums window : windows) {
            sum = sum.plus(window.products());
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
        List<WindowSums> ofDomain = windows(domain);
        for (WindowSums window : ofDomain) {
            flows += window.flows();
            packets += window.packets();
            octets += window.octets();
        }
        DomainPowers powers =
                flows == 0 ? DomainPowers.NONE : powers(ofDomain).less(unusual.powers(domain));
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
    void absorb(int domain, DomainMoments other, List<WindowSums> theirs) {
        unusual.absorb(domain, other, powers(theirs));
        windows.addAll(domain, theirs);
    }

    /** Whether anything has been added to what is beyond. */
    boolean hasBeyond() {
        return !windows(BEYOND).isEmpty();
    }

    /** Adds what is beyond in another table. */
    void absorbBeyond(DomainTable other) {
        if (other.hasBeyond()) {
            DomainMoments theirs = new DomainMoments();
            other.read(BEYOND, theirs);
            absorb(BEYOND, theirs, other.windows(BEYOND));
        }
    }

    /** A table of those keys alone for which {@code kept} says so, in the same order. */
    DomainTable compacted(boolean[] kept) {
        DomainTable table = new DomainTable(narrow, budget, size());
        table.usualRecords = usualRecords;
        table.changes = changes;
        copy(BEYOND, table, BEYOND);
        for (int domain = FIRST; domain < end(); domain++) {
            if (kept[domain]) {
                copy(domain, table, table.insert(high(domain), low(domain)));
            }
        }
        return table;
    }

    private void copy(int domain, DomainTable table, int copy) {
        table.windows.addAll(copy, windows(domain));
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
        KeyWindows.write(windows(domain), out);
        unusual.write(domain, out);
    }

    void readSums(int domain, DataInput in) throws IOException {
        windows.addAll(domain, KeyWindows.read(in));
        unusual.read(domain, in);
    }

    /** Reads what releases wrote that had squares and cubes of usual datagrams with the key. */
    void readSumsWithPowers(int domain, DataInput in) throws IOException {
        List<WindowSums> saved = KeyWindows.readWithoutCubes(in);
        double flowSquares = in.readDouble();
        double packetSquares = in.readDouble();
        double packetCubes = in.readDouble();
        double octetSquares = in.readDouble();
        double octetCubes = in.readDouble();
        DomainPowers usual =
                new DomainPowers(flowSquares, packetSquares, octetSquares, packetCubes, octetCubes);
        unusual.readWithoutPowers(domain, in);
        if (!saved.isEmpty()) {
            saved.set(0, saved.get(0).withCubes(packetCubes, octetCubes));
            unusual.setPowers(domain, powers(saved).less(usual));
        }
        windows.addAll(domain, saved);
    }

    /**
     * Reads what releases wrote that held the datagram in hand apart: its number, records, flows
     * and rate in bits, and what it brought.
     */
    void readSumsWithDatagramInHand(int domain, DataInput in) throws IOException {
        List<WindowSums> saved = KeyWindows.readWithoutCubes(in);
        long inHand = in.readLong();
        long packets = in.readLong();
        long octets = in.readLong();
        if (inHand != 0) {
            int flows = (int) (inHand >>> 16) & 0x7FF;
            int records = (int) (inHand >>> 27) & 0x7FF;
            unusual.add(domain, flows, packets, octets, records, (int) (inHand & 0xFFFF) + 1);
        }
        unusual.readWithoutPowers(domain, in);
        unusual.setPowers(domain, powers(saved));
        windows.addAll(domain, saved);
    }
}
