package io.flowledger.archive.table;

import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.read.ValueRanges;
import io.flowledger.archive.replace.FolderContent;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.PartitionKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.utils.PartitionPathUtils;

/**
 * The folders of a table, {@code key=value} in each other, that may have wanted rows: by the
 * partitions that the planner left, and by the times that the filter leaves of the column that
 * folders of days and hours go by. Folders of others are not looked into.
 */
final class PartitionFolders {

    private static final long HOUR_MILLIS = 3_600_000;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    private final ArchiveTable table;
    private final List<Map<String, String>> wanted;
    private final ValueRanges<Long> times;

    PartitionFolders(ArchiveTable table, List<Map<String, String>> wanted, RowFilter filter) {
        this.table = table;
        this.wanted = wanted;
        this.times = filter.numbers(table.time());
    }

    /** One innermost folder. */
    record Folder(Path path, Map<String, String> partition) {}

    /** In order of their paths; none where nothing was written to the table yet. */
    List<Folder> list(Path tableFolder) throws IOException {
        List<Folder> folders = new ArrayList<>();
        collect(tableFolder, new LinkedHashMap<>(), folders);
        folders.sort(Comparator.comparing(folder -> folder.path().toString()));
        return folders;
    }

    private void collect(Path folder, Map<String, String> above, List<Folder> folders)
            throws IOException {
        if (above.size() == table.partitionKeys().size()) {
            folders.add(new Folder(folder, above));
            return;
        }
        PartitionKey key = table.partitionKeys().get(above.size());
        String prefix = key.columnName() + "=";
        for (FileStatus status : FolderContent.committed(folder)) {
            String name = status.getPath().getName();
            if (status.isDir() && name.startsWith(prefix)) {
                Map<String, String> partition = new LinkedHashMap<>(above);
                partition.put(
                        key.columnName(),
                        PartitionPathUtils.unescapePathName(name.substring(prefix.length())));
                if (isWanted(partition) && mayHoldTimes(partition)) {
                    collect(status.getPath(), partition, folders);
                }
            }
        }
    }

    /** The partition that a file is in. */
    Map<String, String> partitionOf(Path file) {
        Map<String, String> all = PartitionPathUtils.extractPartitionSpecFromPath(file);
        // there may be more folders with such names above the warehouse
        all.keySet()
                .retainAll(table.partitionKeys().stream().map(PartitionKey::columnName).toList());
        return all;
    }

    /** Whether wanted rows may be in the folder of a partition. */
    boolean mayHold(Map<String, String> partition) {
        return mayHoldTimes(partition) && isWanted(partition);
    }

    private boolean isWanted(Map<String, String> partition) {
        return wanted == null || wanted.stream().anyMatch(w -> agree(w, partition));
    }

    /** As far as both say something. */
    private static boolean agree(Map<String, String> one, Map<String, String> other) {
        return one.entrySet().stream()
                .allMatch(e -> e.getValue().equals(other.getOrDefault(e.getKey(), e.getValue())));
    }

    private boolean mayHoldTimes(Map<String, String> partition) {
        String month = partition.get(PartitionKey.MONTH.columnName());
        String day = partition.get(PartitionKey.DAY.columnName());
        String hour = partition.get(PartitionKey.HOUR.columnName());
        if (day == null && month == null || times.isAll()) {
            return true;
        }
        try {
            if (month != null) {
                return mayHoldMonth(YearMonth.parse(month));
            }
            long start = LocalDate.parse(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1000;
            if (hour == null) {
                return times.overlaps(start, start + DAY_MILLIS - 1);
            }
            start += Integer.parseInt(hour) * HOUR_MILLIS;
            return times.overlaps(start, start + HOUR_MILLIS - 1);
        } catch (DateTimeException | NumberFormatException e) {
            // no time to go by
            return true;
        }
    }

    private boolean mayHoldMonth(YearMonth month) {
        long start = month.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1000;
        return times.overlaps(start, start + month.lengthOfMonth() * DAY_MILLIS - 1);
    }
}
