package io.flowledger.ledger.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holes against entries: what of each has no counterpart. Done from the lowest position upwards, so
 * that what is compared can be forgotten.
 */
final class Comparison {

    private static final int LISTED = 5;

    /** Judged by what was received by then: all that is later may still come right. */
    static final class Findings {

        long units;
        final List<Mismatch> first = new ArrayList<>();
        final List<Mismatch> pending = new ArrayList<>();

        void add(long from, long units, long atMillis, long dueMillis, long newestMillis) {
            Mismatch found = new Mismatch(from & 0xFFFF_FFFFL, units, atMillis, dueMillis);
            if (found.isPending(newestMillis)) {
                addPending(found);
                return;
            }
            this.units += units;
            if (first.size() < LISTED) {
                first.add(found);
            }
        }

        /** Those due at the same moment are one: bounds their number by the time they wait. */
        private void addPending(Mismatch found) {
            int last = pending.size() - 1;
            if (last >= 0 && pending.get(last).dueMillis() == found.dueMillis()) {
                Mismatch one = pending.get(last);
                pending.set(
                        last,
                        new Mismatch(
                                one.sequence(),
                                one.units() + found.units(),
                                one.atMillis(),
                                one.dueMillis()));
            } else {
                pending.add(found);
            }
        }
    }

    final Findings holesWithoutEntry = new Findings();
    final Findings entriesWithoutHole = new Findings();

    /** Units missing in all that was compared and forgotten. */
    long missing;

    /** Of those, below what was restated: only their sum can be compared. */
    long missingRestated;

    private final Findings openRestated = new Findings();

    private static final Ranges NOTHING = new Ranges();

    private final Recount recount;
    private final Entries entries;
    private final Due due;

    /** When a mismatch can be judged. */
    interface Due {
        long ofHole(long from, long atMillis);

        long ofEntry(long from, long to, long atMillis);
    }

    Comparison(Recount recount, Entries entries, Due due) {
        this.recount = recount;
        this.entries = entries;
        this.due = due;
    }

    /** Compares and forgets what is below a position. */
    void compareBelow(long position, long newestMillis) {
        long from = Math.min(position, entries.restatedBelow);
        recount.missing.minus(
                NOTHING,
                Long.MIN_VALUE,
                from,
                (start, end, at) -> {
                    missingRestated += end - start;
                    openRestated.add(start, end - start, at, due.ofHole(start, at), newestMillis);
                });
        List<Ranges.Range> holes = new ArrayList<>();
        List<Ranges.Range> stray = new ArrayList<>();
        recount.missing.minus(
                entries.entered,
                from,
                position,
                (start, end, at) -> holes.add(new Ranges.Range(start, end, at)));
        entries.entered.minus(
                recount.missing,
                from,
                position,
                (start, end, at) -> stray.add(new Ranges.Range(start, end, at)));
        cancel(holes, stray);
        for (Ranges.Range hole : holes) {
            long at = hole.atMillis();
            long judged = due.ofHole(hole.from(), at);
            holesWithoutEntry.add(hole.from(), hole.units(), at, judged, newestMillis);
        }
        for (Ranges.Range entry : stray) {
            long at = entry.atMillis();
            long judged = due.ofEntry(entry.from(), entry.to(), at);
            entriesWithoutHole.add(entry.from(), entry.units(), at, judged, newestMillis);
        }
        missing += recount.missing.remove(Long.MIN_VALUE, position);
        entries.entered.remove(Long.MIN_VALUE, position);
    }

    /**
     * A hole and an entry that one datagram showed are the same loss, though their positions may
     * differ: as long as all datagrams have the same count, nobody can tell by which of its records
     * an exporter numbers a datagram, and a wrong guess moves an entry by less than a datagram.
     */
    private static void cancel(List<Ranges.Range> holes, List<Ranges.Range> stray) {
        if (holes.isEmpty() || stray.isEmpty()) {
            return;
        }
        Map<Long, Long> both = sums(holes);
        Map<Long, Long> entered = sums(stray);
        both.keySet().retainAll(entered.keySet());
        both.replaceAll((at, units) -> Math.min(units, entered.get(at)));
        take(holes, new HashMap<>(both));
        take(stray, both);
    }

    private static Map<Long, Long> sums(List<Ranges.Range> ranges) {
        Map<Long, Long> sums = new HashMap<>();
        ranges.forEach(each -> sums.merge(each.atMillis(), each.units(), Long::sum));
        return sums;
    }

    private static void take(List<Ranges.Range> ranges, Map<Long, Long> units) {
        ranges.replaceAll(
                each -> {
                    long taken = Math.min(each.units(), units.getOrDefault(each.atMillis(), 0L));
                    units.merge(each.atMillis(), -taken, Long::sum);
                    return new Ranges.Range(each.from() + taken, each.to(), each.atMillis());
                });
        ranges.removeIf(each -> each.units() == 0);
    }

    /** Once all is compared: what was restated against the sum that was entered of it. */
    void compareRestated(long newestMillis) {
        long difference = missingRestated - entries.restatedSum;
        for (Mismatch open : openRestated.pending) {
            long units = Math.min(difference, open.units());
            if (units > 0) {
                holesWithoutEntry.add(
                        open.sequence(), units, open.atMillis(), open.dueMillis(), newestMillis);
                difference -= units;
            }
        }
        Findings findings = difference > 0 ? holesWithoutEntry : entriesWithoutHole;
        if (difference != 0) {
            findings.add(
                    recount.base, Math.abs(difference), newestMillis, Long.MIN_VALUE, newestMillis);
        }
    }
}
