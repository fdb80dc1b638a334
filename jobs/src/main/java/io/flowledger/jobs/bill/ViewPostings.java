package io.flowledger.jobs.bill;

import io.flowledger.archive.read.ColumnRange;
import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.read.PresentColumns;
import io.flowledger.archive.replace.FolderContent;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.archive.source.FlinkInputFile;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** The postings of a view as far as folders and footers say. */
final class ViewPostings {

    private static final String VIEW = "view=";
    private static final long MINUTE_MILLIS = 60_000;

    /** Windows of the evening are posted to after midnight as well. */
    private static final int DAYS_AT_AN_END = 2;

    private final Path folder;

    ViewPostings(Path warehouse, String view) {
        this.folder = new Path(warehouse, PostingColumn.TABLE + "/" + VIEW + view);
    }

    /** Names of the views that there are postings of. */
    static List<String> views(Path warehouse) throws IOException {
        return folders(new Path(warehouse, PostingColumn.TABLE)).stream()
                .filter(name -> name.startsWith(VIEW))
                .map(name -> name.substring(VIEW.length()))
                .toList();
    }

    /** Of windows in these hours. */
    List<FileStatus> files(HourRange hours) throws IOException {
        return ArchivedRows.files(folder, hours);
    }

    Path folder() {
        return folder;
    }

    /** Those of the columns that have values in some file. */
    List<PostingColumn> present(HourRange hours, List<PostingColumn> columns) throws IOException {
        Set<PostingColumn> found = EnumSet.noneOf(PostingColumn.class);
        for (FileStatus file : files(hours)) {
            if (found.size() == columns.size()) {
                break;
            }
            found.addAll(PresentColumns.of(input(file), file.getPath().toString(), columns));
        }
        return columns.stream().filter(found::contains).toList();
    }

    /**
     * When the first and the last minute of receipt of all there is began and ended.
     *
     * @param fromMillis inclusive
     * @param toMillis exclusive
     */
    record Received(long fromMillis, long toMillis) {}

    Received received() throws IOException {
        List<String> days = folders(folder);
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (int i = 0; i < days.size(); i++) {
            if (i < DAYS_AT_AN_END || i >= days.size() - DAYS_AT_AN_END) {
                for (FileStatus file :
                        ArchivedRows.files(new Path(folder, days.get(i)), HourRange.ALL)) {
                    ColumnRange minutes =
                            ColumnRange.of(
                                    input(file),
                                    file.getPath().toString(),
                                    PostingColumn.RECEIVED_MINUTE);
                    from = Math.min(from, minutes.minMillis());
                    to = Math.max(to, minutes.maxMillis() + MINUTE_MILLIS);
                }
            }
        }
        return new Received(from, to);
    }

    static FlinkInputFile input(FileStatus file) {
        return new FlinkInputFile(file.getPath(), file.getLen());
    }

    private static List<String> folders(Path of) throws IOException {
        return FolderContent.committed(of).stream()
                .filter(FileStatus::isDir)
                .map(each -> each.getPath().getName())
                .sorted()
                .toList();
    }
}
