package io.flowledger.ledger.accounting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What domains have by window, and of the datagram in hand. Arrays of numbers and no objects, since
 * every flow is added to one domain or more of every view; and as few of them as can be, since time
 * goes by what has to be fetched from memory.
 *
 * <pre>
 *   a domain, 12 longs
 *   +--------------+---------+--------+---------------+
 *   | stamp, flows | packets | octets | latest window |
 *   +--------------+---------+--------+---------------+
 *          of the datagram in hand        9 longs
 * </pre>
 *
 * The window before the latest is at the same place in an array of its own, and links to the slots
 * of further ones.
 */
final class DomainWindows {

    // places among the longs of a domain
    private static final int HAND = 0;
    private static final int HAND_PACKETS = 1;
    private static final int HAND_OCTETS = 2;
    private static final int LATEST = 3;
    private static final int LONGS = LATEST + WindowLongs.COUNT;

    /** A datagram has at most 1,365 flows. */
    private static final int FLOW_BITS = 16;

    private static final long FLOWS = (1 << FLOW_BITS) - 1;

    private final DomainBudget budget;

    private long[] domains = new long[0];

    /** By domain the window before its latest one; shorter than there is room for domains. */
    private long[] seconds = new long[0];

    private int secondCount;
    private final WindowSlots further = new WindowSlots();

    /** Of the datagram in hand. */
    private long stamp;

    /**
     * @param budget where room is taken for each further window of a domain
     */
    DomainWindows(DomainBudget budget) {
        this.budget = budget;
    }

    /** Makes room for domains; those that there are stay. */
    void grow(int room) {
        int before = domains.length;
        domains = Arrays.copyOf(domains, LONGS * room);
        for (int at = before; at < domains.length; at += LONGS) {
            WindowLongs.clear(domains, at + LATEST);
        }
    }

    /** Windows that domains have beside their latest ones. */
    int furtherWindows() {
        return secondCount + further.size();
    }

    // ---- datagrams -----------------------------------------------------------------------------

    /** What is gathered from now on is of another datagram. */
    void begin() {
        stamp += 1 << FLOW_BITS;
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

    /** Whether anything of the datagram in hand has been gathered and not been {@link #drop}ped. */
    boolean hasInHand(int domain) {
        return domains[LONGS * domain + HAND] > stamp;
    }

    long flowsInHand(int domain) {
        return domains[LONGS * domain + HAND] & FLOWS;
    }

    long packetsInHand(int domain) {
        return domains[LONGS * domain + HAND_PACKETS];
    }

    long octetsInHand(int domain) {
        return domains[LONGS * domain + HAND_OCTETS];
    }

    void drop(int domain) {
        domains[LONGS * domain + HAND] = 0;
    }

    /**
     * Gathers flows of the datagram in hand and adds them to their windows. What a flow adds to the
     * squares and cubes of what its domain has of the datagram goes to the flow's windows. One loop
     * without a call for nearly all flows: they are in the latest window.
     *
     * <p>What two flows of a domain have in common goes to the one that is added later: of every
     * other datagram the last flow is the first one, so that it is shared fairly where they are in
     * different windows.
     *
     * @param listed flows of the batch
     * @param from where those of the datagram begin in that
     * @param to where they end
     * @param domainOf their domains, by flow of the batch
     * @param refused takes what finds no room in another window
     */
    void addFlows(
            int[] listed,
            int from,
            int to,
            int[] domainOf,
            FlowBatch batch,
            int datagram,
            WindowPieces pieces,
            PartTaker refused) {
        byte[] place = pieces.places();
        long[] packetsOf = batch.packets();
        long[] octetsOf = batch.octets();
        long[] longs = domains;
        long home = pieces.home(datagram);
        boolean isBackward = batch.isOdd(datagram);
        int step = isBackward ? -1 : 1;
        for (int n = from, i = isBackward ? to - 1 : from; n < to; n++, i += step) {
            int flow = listed[i];
            int at = LONGS * domainOf[flow];
            long packets = packetsOf[flow];
            long octets = octetsOf[flow];
            // whether the domain has others of the datagram is as good as random: without a branch
            long present = longs[at + HAND] - stamp;
            long kept = ~(present >> 63);
            long flowsBefore = present & kept;
            long packetsBefore = longs[at + HAND_PACKETS] & kept;
            long octetsBefore = longs[at + HAND_OCTETS] & kept;
            longs[at + HAND] = stamp + flowsBefore + 1;
            longs[at + HAND_PACKETS] = packetsBefore + packets;
            longs[at + HAND_OCTETS] = octetsBefore + octets;
            if (place[flow] == WindowPieces.HOME
                    && WindowLongs.window(longs, at + LATEST) == home) {
                WindowLongs.addFlow(
                        longs,
                        at + LATEST,
                        1,
                        packets,
                        octets,
                        packets,
                        octets,
                        flowsBefore,
                        packetsBefore,
                        octetsBefore);
            } else {
                addParts(domainOf[flow], flow, packets, octets, batch, datagram, pieces, refused);
            }
        }
    }

    /** Adds the flow that was gathered last, wherever it is. */
    private void addParts(
            int domain,
            int flow,
            long flowPackets,
            long flowOctets,
            FlowBatch batch,
            int datagram,
            WindowPieces pieces,
            PartTaker refused) {
        byte place = pieces.place(flow);
        if (place != WindowPieces.CUT) {
            long window = pieces.home(datagram) - place;
            if (!addPart(domain, window, 1, flowPackets, flowOctets, flowPackets, flowOctets)) {
                refused.take(window, 1, flowPackets, flowOctets, batch, datagram);
            }
            return;
        }
        int end = pieces.endOfPieces(datagram);
        for (int i = pieces.pieceOf(flow); i < end && pieces.flow(i) == flow; i++) {
            long window = pieces.window(i);
            long flows = pieces.flows(i);
            long packets = pieces.packets(i);
            long octets = pieces.octets(i);
            if (!addPart(domain, window, flows, packets, octets, flowPackets, flowOctets)) {
                refused.take(window, flows, packets, octets, batch, datagram);
            }
        }
    }

    /** Adds all of the flow that was gathered last, or a piece of it, if there is room. */
    private boolean addPart(
            int domain,
            long window,
            long flows,
            long packets,
            long octets,
            long flowPackets,
            long flowOctets) {
        long[] longs = seconds;
        int place = WindowLongs.COUNT * domain;
        if (place >= longs.length || WindowLongs.window(longs, place) != window) {
            if (!makeIfRoom(domain, window)) {
                return false;
            }
            longs = longs(domain, window);
            place = place(domain, window);
        }
        WindowLongs.addFlow(
                longs,
                place,
                flows,
                packets,
                octets,
                flowPackets,
                flowOctets,
                flowsInHand(domain) - 1,
                packetsInHand(domain) - flowPackets,
                octetsInHand(domain) - flowOctets);
        return true;
    }

    /** Takes flows of a datagram, or pieces of them, in a window. */
    interface PartTaker {
        void take(
                long window, long flows, long packets, long octets, FlowBatch batch, int datagram);
    }

    /**
     * Adds to a window what all flows of the datagram in hand that the domain has have there. They
     * have been gathered.
     *
     * @return false, and nothing is added, if there is no room for another window
     */
    boolean addAll(int domain, long window, long flows, long packets, long octets) {
        return add(
                domain,
                window,
                flows,
                packets,
                octets,
                flowsInHand(domain),
                packetsInHand(domain),
                octetsInHand(domain));
    }

    /** Adds to a window flows, or pieces of them, that have nothing to do with any others. */
    boolean addAlone(int domain, long window, long flows, long packets, long octets) {
        return add(domain, window, flows, packets, octets, flows, packets, octets);
    }

    private boolean add(
            int domain,
            long window,
            long flows,
            long packets,
            long octets,
            double ofFlows,
            double ofPackets,
            double ofOctets) {
        long[] longs = domains;
        int place = LONGS * domain + LATEST;
        if (WindowLongs.window(longs, place) != window) {
            if (!makeIfRoom(domain, window)) {
                return false;
            }
            longs = longs(domain, window);
            place = place(domain, window);
        }
        WindowLongs.add(
                longs,
                place,
                flows,
                packets,
                octets,
                ofFlows,
                ofPackets,
                ofOctets,
                ofPackets * ofPackets,
                ofOctets * ofOctets);
        return true;
    }

    /** Adds what was a domain's elsewhere, whether there is room or not. */
    void addAll(int domain, List<WindowSums> windows) {
        for (WindowSums window : windows) {
            long number = window.window();
            if (!has(domain, number)) {
                make(domain, number);
            }
            WindowLongs.add(longs(domain, number), place(domain, number), window);
        }
    }

    // ---- what there is -------------------------------------------------------------------------

    /** Octets of all windows. */
    long octets(int domain) {
        long latest = WindowLongs.octets(domains, LONGS * domain + LATEST);
        return hasSecond(domain)
                ? latest
                        + WindowLongs.octets(seconds, WindowLongs.COUNT * domain)
                        + further.octets(firstSlot(domain))
                : latest;
    }

    /** The windows of a domain, the latest one first. */
    List<WindowSums> of(int domain) {
        List<WindowSums> windows = new ArrayList<>(2);
        int latest = LONGS * domain + LATEST;
        if (!WindowLongs.isClear(domains, latest)) {
            windows.add(WindowLongs.get(domains, latest));
        }
        if (hasSecond(domain)) {
            windows.add(WindowLongs.get(seconds, WindowLongs.COUNT * domain));
            further.forEach(firstSlot(domain), windows::add);
        }
        return windows;
    }

    // ---- where it is ---------------------------------------------------------------------------

    private boolean isLatest(int domain, long window) {
        return WindowLongs.window(domains, LONGS * domain + LATEST) == window;
    }

    private boolean hasSecond(int domain) {
        return WindowLongs.COUNT * domain < seconds.length
                && !WindowLongs.isClear(seconds, WindowLongs.COUNT * domain);
    }

    private boolean isSecond(int domain, long window) {
        return hasSecond(domain)
                && WindowLongs.window(seconds, WindowLongs.COUNT * domain) == window;
    }

    private boolean has(int domain, long window) {
        return isLatest(domain, window)
                || isSecond(domain, window)
                || further.find(firstSlot(domain), window) != WindowLongs.NONE;
    }

    /** What has a window that a domain has. */
    private long[] longs(int domain, long window) {
        if (isLatest(domain, window)) {
            return domains;
        }
        return isSecond(domain, window) ? seconds : further.longs();
    }

    /** Where it is in that. */
    private int place(int domain, long window) {
        if (isLatest(domain, window)) {
            return LONGS * domain + LATEST;
        }
        return isSecond(domain, window)
                ? WindowLongs.COUNT * domain
                : WindowSlots.at(further.find(firstSlot(domain), window));
    }

    /** The first of a domain's slots. */
    private int firstSlot(int domain) {
        return hasSecond(domain)
                ? WindowLongs.next(seconds, WindowLongs.COUNT * domain)
                : WindowLongs.NONE;
    }

    /**
     * Begins a window unless the domain has it.
     *
     * @return whether it has it now; whoever made the domain has taken room for its first one
     */
    private boolean makeIfRoom(int domain, long window) {
        if (has(domain, window)) {
            return true;
        }
        boolean isRoom = WindowLongs.isClear(domains, LONGS * domain + LATEST) || budget.take();
        if (isRoom) {
            make(domain, window);
        }
        return isRoom;
    }

    /** Begins a window that a domain does not have. */
    private void make(int domain, long window) {
        int latest = LONGS * domain + LATEST;
        int second = WindowLongs.COUNT * domain;
        if (WindowLongs.isClear(domains, latest)) {
            WindowLongs.begin(domains, latest, window, WindowLongs.NONE);
        } else if (window > WindowLongs.window(domains, latest)) {
            int next = pushSecond(domain);
            System.arraycopy(domains, latest, seconds, second, WindowLongs.COUNT);
            WindowLongs.setNext(seconds, second, next);
            WindowLongs.begin(domains, latest, window, WindowLongs.NONE);
        } else if (!hasSecond(domain) || window > WindowLongs.window(seconds, second)) {
            int next = pushSecond(domain);
            WindowLongs.begin(seconds, second, window, next);
        } else {
            int first = further.insert(firstSlot(domain), window);
            WindowLongs.setNext(seconds, second, first);
        }
    }

    /** Makes room for another second window; returns the slot of the one that there was. */
    private int pushSecond(int domain) {
        if (hasSecond(domain)) {
            return further.push(seconds, WindowLongs.COUNT * domain);
        }
        int before = seconds.length;
        if (WindowLongs.COUNT * domain >= before) {
            seconds = Arrays.copyOf(seconds, domains.length / LONGS * WindowLongs.COUNT);
            for (int second = before; second < seconds.length; second += WindowLongs.COUNT) {
                WindowLongs.clear(seconds, second);
            }
        }
        secondCount++;
        return WindowLongs.NONE;
    }
}
