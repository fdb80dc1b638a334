package io.flowledger.archive.source;

import io.flowledger.archive.read.ColumnRange;
import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.read.RowFileReader;
import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.replace.FolderContent;
import io.flowledger.archive.replace.PendingReplacements;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.TableColumn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** The rows of a table that has few, such as {@code losses}; a table never written to has none. */
public final class ArchivedRows {

    private ArchivedRows() {}

    /**
     * Hands over each row of the days that overlap with the hours; the row is valid during the
     * call.
     *
     * @param columns what is read of a row
     */
    public static void read(
            Path warehouse,
            String table,
            List<? extends TableColumn> columns,
            HourRange hours,
            Consumer<StoredRow> rows)
            throws IOException {
        for (FileStatus file : files(new Path(warehouse, table), hours)) {
            FlinkInputFile input = new FlinkInputFile(file.getPath(), file.getLen());
            try (RowFileReader reader =
                    RowFileReader.open(input, file.getPath().toString(), columns)) {
                while (reader.next()) {
                    rows.accept(reader);
                }
            }
        }
    }

    /**
     * Committed files below a folder that may hold something of these hours, in order of path; as
     * if replacements of the warehouse that are under way were done.
     */
    public static List<FileStatus> files(Path folder, HourRange hours) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        PendingReplacements pending = PendingReplacements.around(folder);
        collect(folder, hours, files);
        files.removeIf(file -> pending.isObsolete(file.getPath()));
        for (FileStatus file : pending.waitingBelow(folder)) {
            if (mayHold(hours, file.getPath())) {
                files.add(file);
            }
        }
        files.sort(Comparator.comparing(file -> file.getPath().toString()));
        return files;
    }

    /** Whether none of the folders a file is in is of other hours. */
    private static boolean mayHold(HourRange hours, Path file) {
        for (Path folder = file.getParent();
                folder.getParent() != null;
                folder = folder.getParent()) {
            if (!hours.mayHold(folder.getParent().getName(), folder.getName())) {
                return false;
            }
        }
        return true;
    }

    /** Start of the earliest hour that {@code flows} has files of. */
    public static Optional<Instant> earliestHour(Path warehouse) throws IOException {
        return hours(warehouse).min(Comparator.naturalOrder());
    }

    /** When the newest flow was received. */
    public static OptionalLong newestMillis(Path warehouse) throws IOException {
        Optional<Instant> hour = hours(warehouse).max(Comparator.naturalOrder());
        if (hour.isEmpty()) {
            return OptionalLong.empty();
        }
        HourRange newest = new HourRange(hour.get(), hour.get().plus(Duration.ofHours(1)));
        long millis = hour.get().toEpochMilli();
        for (FileStatus file : files(new Path(warehouse, FlowColumn.TABLE), newest)) {
            ColumnRange range =
                    ColumnRange.of(
                            new FlinkInputFile(file.getPath(), file.getLen()),
                            file.getPath().toString(),
                            FlowColumn.RECEIVED_AT);
            // where a footer does not say, the beginning of the hour has to do
            millis = Math.max(millis, range.maxMillis() == Long.MAX_VALUE ? 0 : range.maxMillis());
        }
        return OptionalLong.of(millis);
    }

    private static Stream<Instant> hours(Path warehouse) throws IOException {
        return files(new Path(warehouse, FlowColumn.TABLE), HourRange.ALL).stream()
                .map(file -> file.getPath().getParent())
                .map(hour -> HourRange.startOf(hour.getParent().getName(), hour.getName()));
    }

    private static void collect(Path folder, HourRange hours, List<FileStatus> files)
            throws IOException {
        for (FileStatus status : FolderContent.committed(folder)) {
            if (!hours.mayHold(folder.getName(), status.getPath().getName())) {
                continue;
            }
            if (status.isDir()) {
                collect(status.getPath(), hours, files);
            } else {
                files.add(status);
            }
        }
    }
}
