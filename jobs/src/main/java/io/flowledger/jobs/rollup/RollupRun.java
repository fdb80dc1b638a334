package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.replace.Replacement;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.jobs.OpenMinutes;
import io.flowledger.ledger.rollup.StratumLosses;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Rolls up a day: its hours and itself come in at once, then its month, and each is marked when it
 * is there. What is right already is left as it is. A run that is killed leaves the old or the new
 * rows; the next one finishes, or begins again.
 */
public final class RollupRun {

    private final RollupRequest request;
    private final Path warehouse;
    private final Map<String, Long> postings = new TreeMap<>();
    private final Map<String, TableChange> hours = new TreeMap<>();
    private final Map<String, TableChange> days = new TreeMap<>();
    private final Map<String, TableChange> months = new TreeMap<>();

    public RollupRun(RollupRequest request) {
        this.request = request;
        this.warehouse = request.warehouse();
    }

    /**
     * Does it.
     *
     * @throws IllegalArgumentException if a view is asked for that the day does not have
     * @throws IllegalStateException if another run is replacing files of the warehouse
     */
    public RollupResult run() throws Exception {
        // looked at first: what comes while it runs must not count as rolled up
        OptionalLong openFrom = openFromMillis();
        DayState state;
        Set<String> stale;
        try (Replacement replacement = Replacement.begin(warehouse)) {
            state = DayState.of(warehouse, request.day());
            stale = stale(state);
            Map<String, ViewMark> made =
                    stale.isEmpty() ? Map.of() : makeDay(state, stale, replacement);
            mark(state, made, openFrom.isPresent());
        }
        months.putAll(new MonthRun(request).run());
        return result(false, openFrom, state, stale);
    }

    /** Says what it would do. */
    public RollupResult dryRun() throws IOException {
        DayState state = DayState.of(warehouse, request.day());
        Set<String> stale = stale(state);
        for (String view : stale) {
            postings.put(view, PostingFooters.of(state.postings.get(view)).rows());
        }
        return result(true, openFromMillis(), state, stale);
    }

    private RollupResult result(
            boolean isDryRun, OptionalLong openFrom, DayState state, Set<String> stale)
            throws IOException {
        Set<String> unchanged = new TreeSet<>(state.postings.keySet());
        unchanged.removeAll(stale);
        unchanged.removeIf(view -> !request.wants(view));
        return new RollupResult(
                isDryRun,
                openFrom.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(openFrom.getAsLong())),
                postings,
                hours,
                days,
                unchanged,
                state.kept(),
                YearMonth.from(request.day()),
                months,
                new MonthRun(request).days(),
                hasFlows());
    }

    private Set<String> stale(DayState state) throws IOException {
        for (String view : request.views()) {
            if (!state.postings.isEmpty() && !state.postings.containsKey(view)) {
                throw new IllegalArgumentException(
                        "--view "
                                + view
                                + ": postings of "
                                + request.day()
                                + " are of "
                                + String.join(", ", state.postings.keySet()));
            }
        }
        Set<String> stale = state.stale();
        stale.removeIf(view -> !request.wants(view));
        return stale;
    }

    /** From when on a collect, or time itself, may bring more; nothing if the day is over. */
    private OptionalLong openFromMillis() throws IOException {
        long end = 1_000 * request.day().plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        long now = System.currentTimeMillis();
        long from = Math.min(now, OpenMinutes.heldFromMillis(warehouse).orElse(now));
        return from < end ? OptionalLong.of(from) : OptionalLong.empty();
    }

    // ---- the day -------------------------------------------------------------------------------

    /**
     * @return marks of the views that were made
     */
    private Map<String, ViewMark> makeDay(
            DayState state, Set<String> stale, Replacement replacement) throws Exception {
        Map<String, List<FileStatus>> source = ViewFiles.some(state.postings, stale);
        Map<String, PostingFooters> footers = new TreeMap<>();
        ReceivedTime received = ReceivedTime.NONE;
        for (String view : stale) {
            footers.put(view, PostingFooters.of(source.get(view)));
            received = received.plus(footers.get(view).received());
        }
        ViewSwap swap = new ViewSwap();
        swap.add(ArchiveTable.ROLLUPS_HOURLY, state.hours);
        swap.add(ArchiveTable.ROLLUPS_DAILY, state.days);
        LossFiles lossFiles = LossFiles.list(warehouse, received);
        StratumLosses losses = lossFiles.read();
        Counts counts =
                new RollupJob(request.parallelism(), request.flinkSettings(), replacement.staging())
                        .day(
                                request.day(),
                                source,
                                lossFiles,
                                ViewFiles.some(state.hours, stale),
                                ViewFiles.some(state.days, stale));
        for (String view : stale) {
            requireAll(view, footers.get(view).rows(), counts);
            postings.put(view, counts.postings(view));
            hours.put(view, counts.change(view, PeriodFunction.PERIODS));
            days.put(view, counts.change(view, PeriodFunction.WHOLES));
        }
        Set<String> changed = new TreeSet<>(stale);
        changed.removeIf(view -> hours.get(view).isNone() && days.get(view).isNone());
        swap.carryOut(replacement, stale, changed);
        DayState now = DayState.of(warehouse, request.day());
        Map<String, ViewMark> made = new TreeMap<>();
        for (String view : stale) {
            made.put(
                    view,
                    new ViewMark(
                            ViewFiles.fingerprint(source.get(view)),
                            counts.postings(view),
                            counts.digest(view),
                            footers.get(view).received(),
                            DayState.digest(losses, footers.get(view).received()),
                            now.made(view)));
        }
        return made;
    }

    /** Every row of postings is in one hour and in the day. */
    private static void requireAll(String view, long rows, Counts counts) {
        long read = counts.postings(view);
        long inHours = counts.postings(view, PeriodFunction.PERIODS);
        long inDay = counts.postings(view, PeriodFunction.WHOLES);
        if (read != rows || inHours != rows || inDay != rows) {
            throw new IllegalStateException(
                    "view "
                            + view
                            + " has "
                            + rows
                            + " rows of postings, of which "
                            + read
                            + " were read, "
                            + inHours
                            + " are in hours and "
                            + inDay
                            + " in the day: nothing was changed; report this");
        }
    }

    private void mark(DayState before, Map<String, ViewMark> made, boolean isOpen)
            throws IOException {
        Map<String, ViewMark> views = new TreeMap<>(before.mark.views());
        views.keySet().retainAll(before.postings.keySet());
        views.putAll(made);
        RollupMark mark = new RollupMark(isOpen, views);
        if (!before.isMarked || !mark.equals(before.mark)) {
            DayState.markOf(warehouse, request.day()).write(mark.values());
        }
    }

    private boolean hasFlows() throws IOException {
        Instant start = request.day().atStartOfDay().toInstant(ZoneOffset.UTC);
        HourRange hoursOfDay =
                new HourRange(
                        start, request.day().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        return !ArchivedRows.files(new Path(warehouse, FlowColumn.TABLE), hoursOfDay).isEmpty();
    }
}
