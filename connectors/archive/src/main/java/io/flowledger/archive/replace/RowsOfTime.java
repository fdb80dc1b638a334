package io.flowledger.archive.replace;

import io.flowledger.archive.read.ColumnRange;
import io.flowledger.archive.read.RowFileReader;
import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.source.FlinkInputFile;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.RowWriter;
import io.flowledger.archive.write.WriterGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * Takes the rows of a time out of files of a table: a file that has no others is obsolete, one that
 * has others as well is written again without them.
 */
public final class RowsOfTime {

    private final String table;
    private final List<? extends TableColumn> columns;
    private final TableColumn time;
    private final long fromMillis;
    private final long toMillis;

    /**
     * @param columns all of the table
     * @param time that of them by which rows are of the time, a timestamp
     * @param toMillis exclusive
     */
    public RowsOfTime(
            String table,
            List<? extends TableColumn> columns,
            TableColumn time,
            long fromMillis,
            long toMillis) {
        this.table = table;
        this.columns = columns;
        this.time = time;
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
    }

    /**
     * What went.
     *
     * @param rows of the time
     * @param obsolete files they were in
     */
    public record Removed(long rows, List<Path> obsolete) {}

    /**
     * @param files some of the table's
     * @param staging where files are written again; file by file in the same folder as they are in
     *     below {@code warehouse}
     */
    public Removed remove(List<FileStatus> files, Path warehouse, Path staging, FileOptions options)
            throws IOException {
        long rows = 0;
        List<Path> obsolete = new ArrayList<>();
        WarehouseFiles names = new WarehouseFiles(warehouse);
        for (FileStatus file : files) {
            long ofTime = count(file);
            if (ofTime > 0) {
                rows += ofTime;
                obsolete.add(file.getPath());
                Path folder = new Path(staging, names.nameOf(file.getPath().getParent()));
                copyOthers(file, folder, options);
            }
        }
        return new Removed(rows, obsolete);
    }

    private long count(FileStatus file) throws IOException {
        FlinkInputFile input = new FlinkInputFile(file.getPath(), file.getLen());
        String name = file.getPath().toString();
        if (ColumnRange.of(input, name, time).isOutside(fromMillis, toMillis)) {
            return 0;
        }
        long count = 0;
        try (RowFileReader reader = RowFileReader.open(input, name, List.of(time))) {
            while (reader.next()) {
                count += isOfTime(reader) ? 1 : 0;
            }
        }
        return count;
    }

    private boolean isOfTime(StoredRow row) {
        long millis = row.number(time);
        return millis >= fromMillis && millis < toMillis;
    }

    /** Makes no file where all rows are of the time. */
    private void copyOthers(FileStatus file, Path folder, FileOptions options) throws IOException {
        FlinkInputFile input = new FlinkInputFile(file.getPath(), file.getLen());
        String name = file.getPath().toString();
        try (RowFileReader reader = RowFileReader.open(input, name, columns)) {
            do {
                if (!reader.next()) {
                    return;
                }
            } while (isOfTime(reader));
            Path copy = new Path(folder, table + "-" + UUID.randomUUID() + "-0.parquet");
            try (WriterGroup group = new WriterGroup(options);
                    OutputStream out = copy.getFileSystem().create(copy, WriteMode.NO_OVERWRITE)) {
                RowWriter writer = group.openRows(table, columns, out);
                do {
                    if (!isOfTime(reader)) {
                        copy(reader, writer);
                    }
                } while (reader.next());
                writer.finish();
            }
        }
    }

    private void copy(StoredRow row, RowWriter writer) throws IOException {
        for (TableColumn column : columns) {
            if (!row.isNull(column)) {
                switch (column.type()) {
                    case STRING -> writer.set(column, row.text(column));
                    case DOUBLE -> writer.set(column, row.fraction(column));
                    default -> writer.set(column, row.number(column));
                }
            }
        }
        writer.endRow();
    }
}
