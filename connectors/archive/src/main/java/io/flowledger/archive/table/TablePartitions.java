package io.flowledger.archive.table;

import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.replace.PendingReplacements;
import io.flowledger.archive.schema.ArchiveTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Partitions of a table as its folders say them, {@code dt=2026-01-31/hr=12}; as if replacements
 * that are under way were done.
 */
public final class TablePartitions {

    private TablePartitions() {}

    /**
     * Those that have the given values of some of the keys, in order of their folders. None if
     * nothing was written to the table yet.
     */
    public static List<Map<String, String>> list(
            Path warehouse, ArchiveTable table, Map<String, String> given) throws IOException {
        return list(warehouse, table, new PartitionFolders(table, List.of(given), RowFilter.NONE));
    }

    /** Those that may have wanted rows. */
    static List<Map<String, String>> list(Scan scan) throws IOException {
        return list(
                scan.warehouse(),
                scan.table(),
                new PartitionFolders(scan.table(), null, scan.filter()));
    }

    private static List<Map<String, String>> list(
            Path warehouse, ArchiveTable table, PartitionFolders folders) throws IOException {
        List<Map<String, String>> partitions = new ArrayList<>();
        for (PartitionFolders.Folder folder : folders.list(new Path(warehouse, table.folder()))) {
            partitions.add(folder.partition());
        }
        for (FileStatus file : PendingReplacements.of(warehouse).waiting(table.folder())) {
            Map<String, String> partition = folders.partitionOf(file.getPath());
            if (folders.mayHold(partition) && !partitions.contains(partition)) {
                partitions.add(partition);
            }
        }
        return partitions;
    }
}
