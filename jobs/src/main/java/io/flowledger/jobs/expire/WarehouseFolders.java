package io.flowledger.jobs.expire;

import io.flowledger.archive.replace.FolderContent;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.PartitionKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * What a warehouse has, folder by folder; what has another name than tables have is not looked at.
 */
final class WarehouseFolders {

    private WarehouseFolders() {}

    /** The innermost folders of a table, the oldest first. */
    static List<TableFolder> of(Path warehouse, ArchiveTable table) throws IOException {
        List<TableFolder> folders = new ArrayList<>();
        collect(new Path(warehouse, table.folder()), table, 0, null, folders);
        folders.sort(
                Comparator.comparing(TableFolder::start)
                        .thenComparing(folder -> folder.path().toString()));
        return folders;
    }

    private static void collect(
            Path folder, ArchiveTable table, int depth, Instant start, List<TableFolder> folders)
            throws IOException {
        if (depth == table.partitionKeys().size()) {
            List<FileStatus> files =
                    FolderContent.committed(folder).stream()
                            .filter(status -> !status.isDir())
                            .toList();
            Instant end = endOf(start, table.partitionKeys().get(depth - 1));
            folders.add(new TableFolder(table, folder, start, end, files));
            return;
        }
        PartitionKey key = table.partitionKeys().get(depth);
        String prefix = key.columnName() + "=";
        for (FileStatus status : FolderContent.committed(folder)) {
            String name = status.getPath().getName();
            if (status.isDir() && name.startsWith(prefix)) {
                Instant time = startOf(start, key, name.substring(prefix.length()));
                if (time != null || key == PartitionKey.VIEW || key == PartitionKey.BILL) {
                    collect(status.getPath(), table, depth + 1, time, folders);
                }
            }
        }
    }

    /** Null if that is no time. */
    private static Instant startOf(Instant above, PartitionKey key, String value) {
        try {
            return switch (key) {
                case DAY -> LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC);
                case MONTH ->
                        YearMonth.parse(value).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
                case HOUR -> above.plus(Integer.parseInt(value), ChronoUnit.HOURS);
                case VIEW, BILL -> above;
            };
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private static Instant endOf(Instant start, PartitionKey key) {
        return switch (key) {
            case HOUR -> start.plus(1, ChronoUnit.HOURS);
            case MONTH -> start.atZone(ZoneOffset.UTC).plusMonths(1).toInstant();
            default -> start.plus(1, ChronoUnit.DAYS);
        };
    }
}
