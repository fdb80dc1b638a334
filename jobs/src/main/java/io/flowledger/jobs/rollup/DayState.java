package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.PartitionKey;
import io.flowledger.jobs.nightly.StepMark;
import io.flowledger.ledger.rollup.StratumLosses;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What there is of a day: its postings, its rollups, and of what these were made. */
final class DayState {

    final Map<String, List<FileStatus>> postings;
    final Map<String, List<FileStatus>> hours;
    final Map<String, List<FileStatus>> days;
    final RollupMark mark;

    /** Whether it was ever rolled up to its end. */
    final boolean isMarked;

    private final Path warehouse;

    /** Entries of all minutes that marks are about; null before it is looked at. */
    private StratumLosses losses;

    private DayState(
            Path warehouse,
            Map<String, List<FileStatus>> postings,
            Map<String, List<FileStatus>> hours,
            Map<String, List<FileStatus>> days,
            RollupMark mark,
            boolean isMarked) {
        this.warehouse = warehouse;
        this.postings = postings;
        this.hours = hours;
        this.days = days;
        this.mark = mark;
        this.isMarked = isMarked;
    }

    static DayState of(Path warehouse, LocalDate day) throws IOException {
        ViewFiles files = new ViewFiles(warehouse);
        Optional<Map<String, String>> marked = markOf(warehouse, day).read();
        String folder = folder(day);
        return new DayState(
                warehouse,
                files.list(ArchiveTable.POSTINGS, folder::equals),
                files.list(ArchiveTable.ROLLUPS_HOURLY, folder::equals),
                files.list(ArchiveTable.ROLLUPS_DAILY, folder::equals),
                RollupMark.of(marked),
                marked.isPresent());
    }

    static StepMark markOf(Path warehouse, LocalDate day) throws IOException {
        return StepMark.ofDay(warehouse, day, RollupStep.NAME);
    }

    static String folder(LocalDate day) {
        return PartitionKey.DAY.columnName() + "=" + day;
    }

    /** Views whose rollups are not of the postings and losses that there are. */
    Set<String> stale() throws IOException {
        Set<String> stale = new TreeSet<>();
        for (String view : postings.keySet()) {
            ViewMark made = mark.views().get(view);
            if (made == null || !made.source().equals(source(view)) || !isStill(view, made)) {
                stale.add(view);
            }
        }
        return stale;
    }

    /** Whether all rollups are of the rows that there are, whichever files those are in. */
    boolean isCurrent() throws IOException {
        if (mark.isOpen()) {
            return false;
        }
        for (String view : stale()) {
            ViewMark made = mark.views().get(view);
            if (made == null || !isStill(view, made) || made.digest() != digest(view)) {
                return false;
            }
        }
        return true;
    }

    /** Views that have rollups and no postings any more. */
    Set<String> kept() {
        Set<String> kept = new TreeSet<>(days.keySet());
        kept.removeAll(postings.keySet());
        return kept;
    }

    private boolean isStill(String view, ViewMark made) throws IOException {
        return made.made().equals(made(view)) && made.losses() == losses(made.received());
    }

    String source(String view) {
        return ViewFiles.fingerprint(postings.get(view));
    }

    /** Fingerprint of the view's rollups. */
    String made(String view) {
        List<FileStatus> files = new ArrayList<>(hours.getOrDefault(view, List.of()));
        files.addAll(days.getOrDefault(view, List.of()));
        return ViewFiles.fingerprint(files);
    }

    private long losses(ReceivedTime time) throws IOException {
        if (losses == null) {
            ReceivedTime all =
                    mark.views().values().stream()
                            .map(ViewMark::received)
                            .reduce(ReceivedTime.NONE, ReceivedTime::plus);
            losses = LossFiles.list(warehouse, all).read();
        }
        return digest(losses, time);
    }

    static long digest(StratumLosses losses, ReceivedTime time) {
        return time.isEmpty() ? 0 : losses.digest(time.contextFromMillis(), time.toMillis());
    }

    /** Of all rows of the view's postings; reads them. */
    private long digest(String view) throws IOException {
        long sum = 0;
        BatchDigest digest = new BatchDigest(PostingBatch.COLUMNS);
        Map<String, List<FileStatus>> one = new TreeMap<>(Map.of(view, postings.get(view)));
        for (FilePiece piece : ViewFiles.pieces(one)) {
            try (TableReader reader = piece.open(PostingBatch.COLUMNS)) {
                RowBatch batch = reader.newBatch();
                while (reader.next(batch)) {
                    digest.read(batch);
                    for (int row = 0; row < batch.rows(); row++) {
                        sum += digest.of(row);
                    }
                }
            }
        }
        return sum;
    }
}
