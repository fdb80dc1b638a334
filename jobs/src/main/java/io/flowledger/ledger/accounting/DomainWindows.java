package io.flowledger.ledger.accounting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What domains have by window. Arrays of numbers and no objects, since every flow is added to one
 * domain or more of every view; and as few of them as can be, since time goes by what has to be
 * fetched from memory.
 *
 * <pre>
 *   a domain, 12 longs
 *   +--------------+---------+--------+---------------+
 *   | stamp, flows | packets | octets | latest window |
 *   +--------------+---------+--------+---------------+
 *    of the datagram in hand, see         9 longs
 *    {@link DomainDatagrams}
 * </pre>
 *
 * The window before the latest is at the same place in an array of its own, and links to the slots
 * of further ones.
 */
final class DomainWindows {

    /** Of a domain. */
    static final int LONGS = 3 + WindowLongs.COUNT;

    /** Where its latest window is. */
    static final int LATEST = 3;

    /** There is no such window, and no room for it. */
    static final long NOWHERE = -1;

    // where a window is: an array over a place in it
    private static final long PLACE = 0xFFFF_FFFFL;
    private static final long IN_DOMAINS = 0;
    private static final long IN_SECONDS = 1L << 32;
    private static final long IN_FURTHER = 2L << 32;

    private final DomainBudget budget;

    private long[] domains = new long[0];

    /** By domain the window before its latest one; shorter than there is room for domains. */
    private long[] seconds = new long[0];

    private int secondCount;
    private final WindowSlots further = new WindowSlots();

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

    /** The longs of all domains; others when there have to be more. */
    long[] domains() {
        return domains;
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

    /** Where a domain has a window, or {@link #NOWHERE}. */
    private long find(int domain, long window) {
        int latest = LONGS * domain + LATEST;
        if (WindowLongs.window(domains, latest) == window) {
            return IN_DOMAINS | latest;
        }
        int second = WindowLongs.COUNT * domain;
        if (second >= seconds.length) {
            return NOWHERE;
        }
        if (WindowLongs.window(seconds, second) == window) {
            return IN_SECONDS | second;
        }
        int slot = further.find(WindowLongs.next(seconds, second), window);
        return slot == WindowLongs.NONE ? NOWHERE : IN_FURTHER | WindowSlots.at(slot);
    }

    /**
     * Where a domain has a window, which is begun if need be and if there is room; whoever made the
     * domain has taken room for its first one.
     *
     * @return for {@link #longs} and {@link #place}; {@link #NOWHERE} if there is no room
     */
    long findOrBegin(int domain, long window) {
        long where = find(domain, window);
        if (where == NOWHERE
                && (WindowLongs.isClear(domains, LONGS * domain + LATEST) || budget.take())) {
            begin(domain, window);
            where = find(domain, window);
        }
        return where;
    }

    /** The array that has a window; another one when windows have been begun. */
    long[] longs(long where) {
        long array = where & ~PLACE;
        if (array == IN_DOMAINS) {
            return domains;
        }
        return array == IN_SECONDS ? seconds : further.longs();
    }

    /** The window's place in it. */
    static int place(long where) {
        return (int) (where & PLACE);
    }

    private boolean hasSecond(int domain) {
        return WindowLongs.COUNT * domain < seconds.length
                && !WindowLongs.isClear(seconds, WindowLongs.COUNT * domain);
    }

    /** The first of a domain's slots. */
    private int firstSlot(int domain) {
        return hasSecond(domain)
                ? WindowLongs.next(seconds, WindowLongs.COUNT * domain)
                : WindowLongs.NONE;
    }

    /** Begins a window that a domain does not have. */
    private void begin(int domain, long window) {
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
