package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 *   a domain, 14 longs
 *   +------+-----+-------+---------+--------+-------------------------------+
 *   | key  | key | stamp,| packets | octets | latest window, and where the  |
 *   | high | low | flows |         |        | next one is; 9 longs          |
 *   +------+-----+-------+---------+--------+-------------------------------+
 *                  of the datagram in hand
 * </pre>
 */
final class DomainTable {

    // places among the longs of a domain
    private static final int LONGS = KeyIndex.LONGS;
    private static final int LOW = KeyIndex.LOW;
    private static final int HAND = 2;
    private static final int HAND_PACKETS = 3;
    private static final int HAND_OCTETS = 4;
    private static final int WINDOW = 5;

    /** There is no such domain. */
    static final int NONE = -1;

    /** In place of a slot: with the domain itself. */
    private static final int LATEST = -2;

    /** In place of a slot: there is none. */
    private static final int NOWHERE = WindowLongs.NONE;

    /** A datagram has at most 1,365 flows. */
    private static final int FLOW_BITS = 16;

    private static final long FLOWS = (1 << FLOW_BITS) - 1;

    private static final int INITIAL = 4;

    /** Larger datagrams become the usual ones so often at most: all is written anew each time. */
    private static final int MOST_CHANGES = 8;

    private int size;
    private long[] domains;

    /** Of the datagram in hand. */
    private long stamp;

    private KeyIndex index;

    private final WindowSlots further = new WindowSlots();

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
        return size + further.size();
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
        WindowLongs.clear(domains, at + WINDOW);
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

    /** What is gathered from now on is of another datagram. */
    void begin() {
        stamp += 1 << FLOW_BITS;
    }

    /** The flows of the datagram in hand that have domains: what each domain has of them. */
    void gather(DatagramDomains flows, DatagramInHand datagram) {
        for (int i = 0; i < flows.count(); i++) {
            int flow = flows.flow(i);
            gather(flows.domainOf(flow), 1, datagram.packets[flow], datagram.octets[flow]);
        }
    }

    /**
     * Flows of the datagram in hand that belong to a domain. Whether it has others of them is as
     * good as random: without a branch.
     */
    void gather(int domain, long flows, long packets, long octets) {
        int at = LONGS * domain;
        long present = domains[at + HAND] - stamp;
        long kept = ~(present >> 63);
        domains[at + HAND] = stamp + (present & kept) + flows;
        domains[at + HAND_PACKETS] = (domains[at + HAND_PACKETS] & kept) + packets;
        domains[at + HAND_OCTETS] = (domains[at + HAND_OCTETS] & kept) + octets;
    }

    /**
     * Adds to a window what flows of the datagram in hand, or pieces of them, have there. All that
     * the domain has of the datagram has been gathered.
     *
     * @return false, and nothing is added, if there is no room for another window
     */
    boolean add(int domain, long window, long flows, long packets, long octets) {
        int at = LONGS * domain;
        long ofFlows = domains[at + HAND] & FLOWS;
        long ofPackets = domains[at + HAND_PACKETS];
        long ofOctets = domains[at + HAND_OCTETS];
        if (WindowLongs.window(domains, at + WINDOW) == window) {
            WindowLongs.add(
                    domains, at + WINDOW, flows, packets, octets, ofFlows, ofPackets, ofOctets);
            return true;
        }
        return addElsewhere(at, window, flows, packets, octets, ofFlows, ofPackets, ofOctets);
    }

    private boolean addElsewhere(
            int at,
            long window,
            long flows,
            long packets,
            long octets,
            long ofFlows,
            long ofPackets,
            long ofOctets) {
        int slot = find(at, window);
        if (slot == NOWHERE) {
            if (!WindowLongs.isClear(domains, at + WINDOW) && !budget.take()) {
                return false;
            }
            slot = make(at, window);
        }
        WindowLongs.add(
                longs(slot), place(slot, at), flows, packets, octets, ofFlows, ofPackets, ofOctets);
        return true;
    }

    /** Adds to a window flows, or pieces of them, that have nothing to do with any others. */
    void addAlone(int domain, long window, long flows, long packets, long octets) {
        int at = LONGS * domain;
        addElsewhere(at, window, flows, packets, octets, flows, packets, octets);
    }

    /** Where a domain has a window: a slot, {@link #LATEST} or {@link #NOWHERE}. */
    private int find(int at, long window) {
        int latest = at + WINDOW;
        long present = WindowLongs.window(domains, latest);
        if (window >= present) {
            return window == present ? LATEST : NOWHERE;
        }
        return further.find(WindowLongs.next(domains, latest), window);
    }

    /** Where a domain has a window from now on. */
    private int make(int at, long window) {
        int latest = at + WINDOW;
        if (WindowLongs.isClear(domains, latest)) {
            WindowLongs.begin(domains, latest, window, WindowLongs.NONE);
            return LATEST;
        }
        if (window > WindowLongs.window(domains, latest)) {
            WindowLongs.begin(domains, latest, window, further.push(domains, latest));
            return LATEST;
        }
        int first = WindowLongs.next(domains, latest);
        WindowLongs.setNext(domains, latest, further.insert(first, window));
        return further.newest();
    }

    private long[] longs(int slot) {
        return slot == LATEST ? domains : further.longs();
    }

    private static int place(int slot, int at) {
        return slot == LATEST ? at + WINDOW : WindowSlots.at(slot);
    }

    /** Adds what the datagram in hand, which is not usual, brings to domains to their moments. */
    void addUnusual(DatagramDomains flows, DatagramInHand datagram) {
        for (int i = 0; i < flows.count(); i++) {
            addUnusual(flows.domainOf(flows.flow(i)), datagram);
        }
    }

    /** Adds it to a domain's moments, unless that has been done. */
    void addUnusual(int domain, DatagramInHand datagram) {
        int at = LONGS * domain;
        if (domains[at + HAND] > stamp) {
            addUnusual(
                    domain,
                    domains[at + HAND] & FLOWS,
                    domains[at + HAND_PACKETS],
                    domains[at + HAND_OCTETS],
                    datagram);
            domains[at + HAND] = 0;
        }
    }

    void addUnusual(int domain, long flows, long packets, long octets, DatagramInHand datagram) {
        unusual.add(domain, (int) flows, packets, octets, datagram.records, datagram.rate);
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

    // ---- what there is -------------------------------------------------------------------------

    /** Octets received, not scaled by anything. */
    long octets(int domain) {
        int latest = LONGS * domain + WINDOW;
        return WindowLongs.octets(domains, latest)
                + further.octets(WindowLongs.next(domains, latest));
    }

    /** What a domain has by window, the latest one first. */
    List<WindowSums> windows(int domain) {
        List<WindowSums> windows = new ArrayList<>(1);
        int latest = LONGS * domain + WINDOW;
        if (!WindowLongs.isClear(domains, latest)) {
            windows.add(WindowLongs.get(domains, latest));
            further.forEach(WindowLongs.next(domains, latest), windows::add);
        }
        return windows;
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
        List<WindowSums> windows = windows(domain);
        for (WindowSums window : windows) {
            flows += window.flows();
            packets += window.packets();
            octets += window.octets();
        }
        DomainPowers powers =
                flows == 0 ? DomainPowers.NONE : powers(windows).less(unusual.powers(domain));
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
    void absorb(int domain, DomainMoments other, List<WindowSums> windows) {
        unusual.absorb(domain, other, powers(windows));
        addAll(domain, windows);
    }

    /** Whether there is room or not. */
    private void addAll(int domain, List<WindowSums> windows) {
        int at = LONGS * domain;
        for (WindowSums window : windows) {
            int slot = find(at, window.window());
            slot = slot == NOWHERE ? make(at, window.window()) : slot;
            WindowLongs.add(longs(slot), place(slot, at), window);
        }
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
        table.addAll(copy, windows(domain));
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
        addAll(domain, KeyWindows.read(in));
        unusual.read(domain, in);
    }

    /** Reads what releases wrote that had squares and cubes of usual datagrams with the key. */
    void readSumsWithPowers(int domain, DataInput in) throws IOException {
        List<WindowSums> windows = KeyWindows.readWithoutCubes(in);
        double flowSquares = in.readDouble();
        double packetSquares = in.readDouble();
        double packetCubes = in.readDouble();
        double octetSquares = in.readDouble();
        double octetCubes = in.readDouble();
        DomainPowers usual =
                new DomainPowers(flowSquares, packetSquares, octetSquares, packetCubes, octetCubes);
        unusual.readWithoutPowers(domain, in);
        if (!windows.isEmpty()) {
            windows.set(0, windows.get(0).withCubes(packetCubes, octetCubes));
            unusual.setPowers(domain, powers(windows).less(usual));
        }
        addAll(domain, windows);
    }

    /**
     * Reads what releases wrote that held the datagram in hand apart: its number, records, flows
     * and rate in bits, and what it brought.
     */
    void readSumsWithDatagramInHand(int domain, DataInput in) throws IOException {
        List<WindowSums> windows = KeyWindows.readWithoutCubes(in);
        long inHand = in.readLong();
        long packets = in.readLong();
        long octets = in.readLong();
        if (inHand != 0) {
            int flows = (int) (inHand >>> 16) & 0x7FF;
            int records = (int) (inHand >>> 27) & 0x7FF;
            unusual.add(domain, flows, packets, octets, records, (int) (inHand & 0xFFFF) + 1);
        }
        unusual.readWithoutPowers(domain, in);
        unusual.setPowers(domain, powers(windows));
        addAll(domain, windows);
    }
}
