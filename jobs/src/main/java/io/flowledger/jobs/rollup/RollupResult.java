package io.flowledger.jobs.rollup;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What there was to roll up, and what became of it.
 *
 * @param isDryRun whether it would become of it
 * @param openFrom time of receipt from which on more may come of the day; empty if nothing will
 * @param postings rows by view, of views that were, or would be, rolled up
 * @param hours what changed, by view of those; empty if it was not done
 * @param days likewise
 * @param unchanged views whose rollups were right already
 * @param kept views that have rollups of the day but no postings any more
 * @param months what changed in the month, by view; empty if it was right already
 * @param monthDays days of the month that are rolled up
 * @param hasFlows whether there are flows of the day
 */
public record RollupResult(
        boolean isDryRun,
        Optional<Instant> openFrom,
        Map<String, Long> postings,
        Map<String, TableChange> hours,
        Map<String, TableChange> days,
        Set<String> unchanged,
        Set<String> kept,
        YearMonth month,
        Map<String, TableChange> months,
        int monthDays,
        boolean hasFlows) {

    /** Whether any file was changed. */
    public boolean isChange() {
        return hours.values().stream().anyMatch(change -> !change.isNone())
                || days.values().stream().anyMatch(change -> !change.isNone())
                || months.values().stream().anyMatch(change -> !change.isNone());
    }

    /** Whether the day has neither postings nor rollups of them. */
    public boolean isEmpty() {
        return postings.isEmpty() && unchanged.isEmpty() && kept.isEmpty();
    }
}
