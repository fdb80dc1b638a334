package io.flowledger.jobs.rollup;

import io.flowledger.archive.replace.Replacement;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.PartitionKey;
import io.flowledger.jobs.nightly.StepMark;
import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Rolls up the month of a day from all of its days that are rolled up. */
final class MonthRun {

    private final RollupRequest request;
    private final Path warehouse;
    private final YearMonth month;
    private final String folder;

    MonthRun(RollupRequest request) {
        this.request = request;
        this.warehouse = request.warehouse();
        this.month = YearMonth.from(request.day());
        this.folder = PartitionKey.MONTH.columnName() + "=" + month;
    }

    /**
     * @return what changed, by view; of views that were not right
     */
    Map<String, TableChange> run() throws Exception {
        Map<String, TableChange> changes = new TreeMap<>();
        StepMark place = StepMark.ofMonth(warehouse, month, RollupStep.NAME);
        try (Replacement replacement = Replacement.begin(warehouse)) {
            Map<String, List<FileStatus>> source = daysThere();
            Map<String, List<FileStatus>> there = monthsThere();
            RollupMark mark = RollupMark.of(place.read());
            Set<String> stale = new TreeSet<>();
            for (String view : source.keySet()) {
                if (request.wants(view) && !isMade(mark.views().get(view), view, source, there)) {
                    stale.add(view);
                }
            }
            if (stale.isEmpty()) {
                return changes;
            }
            Counts counts =
                    new RollupJob(
                                    request.parallelism(),
                                    request.flinkSettings(),
                                    replacement.staging())
                            .month(
                                    month,
                                    ViewFiles.some(source, stale),
                                    ViewFiles.some(there, stale));
            Set<String> changed = new TreeSet<>();
            for (String view : stale) {
                TableChange change = counts.change(view, PeriodFunction.PERIODS);
                changes.put(view, change);
                if (!change.isNone()) {
                    changed.add(view);
                }
            }
            ViewSwap swap = new ViewSwap();
            swap.add(ArchiveTable.ROLLUPS_MONTHLY, there);
            swap.carryOut(replacement, stale, changed);
            place.write(mark(mark, stale, source, counts).values());
            return changes;
        }
    }

    private RollupMark mark(
            RollupMark before,
            Set<String> made,
            Map<String, List<FileStatus>> source,
            Counts counts)
            throws IOException {
        Map<String, List<FileStatus>> there = monthsThere();
        Map<String, ViewMark> views = new TreeMap<>(before.views());
        for (String view : made) {
            views.put(
                    view,
                    new ViewMark(
                            ViewFiles.fingerprint(source.get(view)),
                            counts.postings(view, PeriodFunction.PERIODS),
                            0,
                            ReceivedTime.NONE,
                            0,
                            ViewFiles.fingerprint(there.getOrDefault(view, List.of()))));
        }
        return new RollupMark(false, views);
    }

    private static boolean isMade(
            ViewMark mark,
            String view,
            Map<String, List<FileStatus>> source,
            Map<String, List<FileStatus>> there) {
        return mark != null
                && mark.source().equals(ViewFiles.fingerprint(source.get(view)))
                && mark.made().equals(ViewFiles.fingerprint(there.getOrDefault(view, List.of())));
    }

    /** How many of its days are rolled up. */
    int days() throws IOException {
        Set<String> folders = new TreeSet<>();
        for (List<FileStatus> files : daysThere().values()) {
            for (FileStatus file : files) {
                folders.add(file.getPath().getParent().getName());
            }
        }
        return folders.size();
    }

    private Map<String, List<FileStatus>> daysThere() throws IOException {
        String prefix = PartitionKey.DAY.columnName() + "=" + month + "-";
        return new ViewFiles(warehouse)
                .list(ArchiveTable.ROLLUPS_DAILY, day -> day.startsWith(prefix));
    }

    private Map<String, List<FileStatus>> monthsThere() throws IOException {
        return new ViewFiles(warehouse).list(ArchiveTable.ROLLUPS_MONTHLY, folder::equals);
    }
}
