package io.flowledger.archive.source;

import io.flowledger.archive.read.CommittedFiles;
import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.read.RowFileReader;
import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.TableColumn;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
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
        List<FileStatus> files = new ArrayList<>();
        collect(new Path(warehouse, table), hours, files);
        files.sort(Comparator.comparing(file -> file.getPath().toString()));
        for (FileStatus file : files) {
            FlinkInputFile input = new FlinkInputFile(file.getPath(), file.getLen());
            try (RowFileReader reader =
                    RowFileReader.open(input, file.getPath().toString(), columns)) {
                while (reader.next()) {
                    rows.accept(reader);
                }
            }
        }
    }

    /** Start of the earliest hour that {@code flows} has files of. */
    public static Optional<Instant> earliestHour(Path warehouse) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        collect(new Path(warehouse, FlowColumn.TABLE), HourRange.ALL, files);
        return files.stream()
                .map(file -> file.getPath().getParent())
                .map(hour -> HourRange.startOf(hour.getParent().getName(), hour.getName()))
                .min(Comparator.naturalOrder());
    }

    private static void collect(Path folder, HourRange hours, List<FileStatus> files)
            throws IOException {
        FileSystem system = folder.getFileSystem();
        if (!system.exists(folder)) {
            return;
        }
        for (FileStatus status : system.listStatus(folder)) {
            String name = status.getPath().getName();
            if (!CommittedFiles.isCommitted(name) || !hours.mayHold(folder.getName(), name)) {
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
