package io.flowledger.ledger.audit;

import java.util.ArrayList;
import java.util.List;

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
        recount.missing.minus(
                entries.entered,
                from,
                position,
                (start, end, at) ->
                        holesWithoutEntry.add(
                                start, end - start, at, due.ofHole(start, at), newestMillis));
        entries.entered.minus(
                recount.missing,
                from,
                position,
                (start, end, at) ->
                        entriesWithoutHole.add(
                                start, end - start, at, due.ofEntry(start, end, at), newestMillis));
        missing += recount.missing.remove(Long.MIN_VALUE, position);
        entries.entered.remove(Long.MIN_VALUE, position);
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
