package io.flowledger.ledger.accounting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What domains have by window. Arrays of numbers and no objects, since every flow is added to one
 * domain or more of every view; and as few of them as can be, since time goes by what has to be
 * fetched from memory.
 *
 * <p>The latest windows of all domains are one array. The window before the latest is at the same
 * place in an array of its own, and links to the slots of further ones.
 */
final class DomainWindows {

    private static final int LONGS = WindowLongs.COUNT;

    /** There is no such window, and no room for it. */
    private static final long NOWHERE = -1;

    // where a window is: an array over a place in it
    private static final long PLACE = 0xFFFF_FFFFL;
    private static final long IN_LATEST = 0;
    private static final long IN_SECONDS = 1L << 32;
    private static final long IN_FURTHER = 2L << 32;

    private final DomainBudget budget;

    /** By domain its latest window. */
    private long[] latest = new long[0];

    /** By domain the window before its latest one; shorter than there is room for domains. */
    private long[] seconds = new long[0];

    /** Windows that room has been taken for; a domain's first one is with the domain. */
    private int furtherWindows;

    private final WindowSlots further = new WindowSlots();

    /**
     * @param budget where room is taken for each further window of a domain
     */
    DomainWindows(DomainBudget budget) {
        this.budget = budget;
    }

    /** Makes room for domains; those that there are stay. */
    void grow(int room) {
        int before = latest.length;
        latest = Arrays.copyOf(latest, LONGS * room);
        for (int at = before; at < latest.length; at += LONGS) {
            WindowLongs.clear(latest, at);
        }
    }

    /** Windows that room has been taken for, beside the first one of each domain. */
    int furtherWindows() {
        return furtherWindows;
    }

    // ---- adding --------------------------------------------------------------------------------

    /**
     * Adds groups of a datagram to a window. One loop without a call, since nearly all domains have
     * the window among their two latest ones.
     *
     * @param from the first group that is added
     * @param ofDomain where a group has what the datagram brings to its domain: {@link
     *     FlowGroups#OWN} if there are no other groups of it, or {@link FlowGroups#ALL}
     * @return the first group that is not added, and nothing behind it is; or how many there are
     */
    int add(FlowGroups groups, int from, long window, int ofDomain) {
        long[] ofGroups = groups.longs();
        long[] ofLatest = latest;
        long[] ofSeconds = seconds;
        int count = groups.count();
        for (int group = from; group < count; group++) {
            int g = FlowGroups.LONGS * group;
            int at = LONGS * (int) ofGroups[g];
            long[] longs = ofLatest;
            if (WindowLongs.window(ofLatest, at) != window) {
                if (at >= ofSeconds.length || WindowLongs.window(ofSeconds, at) != window) {
                    return group;
                }
                longs = ofSeconds;
            }
            int own = g + FlowGroups.OWN;
            int all = g + ofDomain;
            WindowLongs.add(
                    longs,
                    at,
                    ofGroups[own],
                    ofGroups[own + 1],
                    ofGroups[own + 2],
                    ofGroups[all],
                    ofGroups[all + 1],
                    ofGroups[all + 2]);
        }
        return count;
    }

    /**
     * Adds to a window what flows of a datagram have there.
     *
     * @param ofFlows what the datagram brings to the domain in all, as packets and octets are
     * @return false, and nothing is added, if there is no room for another window
     */
    boolean add(
            int domain,
            long window,
            long flows,
            long packets,
            long octets,
            long ofFlows,
            long ofPackets,
            long ofOctets) {
        long where = findOrBegin(domain, window);
        if (where == NOWHERE) {
            return false;
        }
        WindowLongs.add(
                longs(where), place(where), flows, packets, octets, ofFlows, ofPackets, ofOctets);
        return true;
    }

    /** Adds what was a domain's elsewhere, whether there is room or not. */
    void addAll(int domain, List<WindowSums> windows) {
        for (WindowSums window : windows) {
            long where = find(domain, window.window());
            if (where == NOWHERE) {
                begin(domain, window.window());
                where = find(domain, window.window());
            }
            WindowLongs.add(longs(where), place(where), window);
        }
    }

    // ---- what there is -------------------------------------------------------------------------

    /** Octets of all windows. */
    long octets(int domain) {
        long inLatest = WindowLongs.octets(latest, LONGS * domain);
        return hasSecond(domain)
                ? inLatest
                        + WindowLongs.octets(seconds, LONGS * domain)
                        + further.octets(firstSlot(domain))
                : inLatest;
    }

    /** The windows of a domain, the latest one first. */
    List<WindowSums> of(int domain) {
        List<WindowSums> windows = new ArrayList<>(2);
        if (!WindowLongs.isClear(latest, LONGS * domain)) {
            windows.add(WindowLongs.get(latest, LONGS * domain));
        }
        if (hasSecond(domain)) {
            windows.add(WindowLongs.get(seconds, LONGS * domain));
            further.forEach(firstSlot(domain), windows::add);
        }
        return windows;
    }

    // ---- where it is ---------------------------------------------------------------------------

    /** Where a domain has a window, or {@link #NOWHERE}. */
    private long find(int domain, long window) {
        int at = LONGS * domain;
        if (WindowLongs.window(latest, at) == window) {
            return IN_LATEST | at;
        }
        if (at >= seconds.length) {
            return NOWHERE;
        }
        if (WindowLongs.window(seconds, at) == window) {
            return IN_SECONDS | at;
        }
        int slot = further.find(WindowLongs.next(seconds, at), window);
        return slot == WindowLongs.NONE ? NOWHERE : IN_FURTHER | WindowSlots.at(slot);
    }

    /**
     * Where a domain has a window, which is begun if need be and if there is room; whoever made the
     * domain has taken room for its first one. There always is for what is beyond.
     *
     * @return for {@link #longs} and {@link #place}; {@link #NOWHERE} if there is no room
     */
    private long findOrBegin(int domain, long window) {
        long where = find(domain, window);
        if (where == NOWHERE
                && (domain == DomainTable.BEYOND
                        || WindowLongs.isClear(latest, LONGS * domain)
                        || budget.take())) {
            begin(domain, window);
            where = find(domain, window);
        }
        return where;
    }

    /** The array that has a window; another one when windows have been begun. */
    private long[] longs(long where) {
        long array = where & ~PLACE;
        if (array == IN_LATEST) {
            return latest;
        }
        return array == IN_SECONDS ? seconds : further.longs();
    }

    /** The window's place in it. */
    private static int place(long where) {
        return (int) (where & PLACE);
    }

    private boolean hasSecond(int domain) {
        return LONGS * domain < seconds.length && !WindowLongs.isClear(seconds, LONGS * domain);
    }

    /** The first of a domain's slots. */
    private int firstSlot(int domain) {
        return hasSecond(domain) ? WindowLongs.next(seconds, LONGS * domain) : WindowLongs.NONE;
    }

    /** Begins a window that a domain does not have. */
    private void begin(int domain, long window) {
        int at = LONGS * domain;
        boolean isFirst = WindowLongs.isClear(latest, at);
        furtherWindows += isFirst || domain == DomainTable.BEYOND ? 0 : 1;
        if (isFirst) {
            WindowLongs.begin(latest, at, window, WindowLongs.NONE);
        } else if (window > WindowLongs.window(latest, at)) {
            int next = pushSecond(domain);
            System.arraycopy(latest, at, seconds, at, LONGS);
            WindowLongs.setNext(seconds, at, next);
            WindowLongs.begin(latest, at, window, WindowLongs.NONE);
        } else if (!hasSecond(domain) || window > WindowLongs.window(seconds, at)) {
            int next = pushSecond(domain);
            WindowLongs.begin(seconds, at, window, next);
        } else {
            int first = further.insert(firstSlot(domain), window);
            WindowLongs.setNext(seconds, at, first);
        }
    }

    /** Makes room for another second window; returns the slot of the one that there was. */
    private int pushSecond(int domain) {
        if (hasSecond(domain)) {
            return further.push(seconds, LONGS * domain);
        }
        int before = seconds.length;
        if (LONGS * domain >= before) {
            seconds = Arrays.copyOf(seconds, latest.length);
            for (int second = before; second < seconds.length; second += LONGS) {
                WindowLongs.clear(seconds, second);
            }
        }
        return WindowLongs.NONE;
    }
}
