package io.flowledger.jobs.rollup;

import io.flowledger.archive.replace.Replacement;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.PartitionKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Files of some views that are there, and what comes in their place, in several tables at once. */
final class ViewSwap {

    private final Map<ArchiveTable, Map<String, List<FileStatus>>> there =
            new EnumMap<>(ArchiveTable.class);

    /**
     * @param files of the table, by view
     */
    void add(ArchiveTable table, Map<String, List<FileStatus>> files) {
        there.put(table, files);
    }

    /**
     * Rows of views that did not change stay in the files they are in.
     *
     * @param made views that files were staged of
     * @param changed those of them that are to be swapped
     */
    void carryOut(Replacement replacement, Set<String> made, Set<String> changed)
            throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        List<Path> obsolete = new ArrayList<>();
        for (Map.Entry<ArchiveTable, Map<String, List<FileStatus>>> table : there.entrySet()) {
            for (String view : made) {
                if (changed.contains(view)) {
                    for (FileStatus file : table.getValue().getOrDefault(view, List.of())) {
                        obsolete.add(file.getPath());
                    }
                } else {
                    drop(replacement, table.getKey(), view);
                }
            }
        }
        replacement.carryOut(obsolete);
    }

    private static void drop(Replacement replacement, ArchiveTable table, String view)
            throws IOException {
        String folder = table.folder() + "/" + PartitionKey.VIEW.columnName() + "=" + view;
        Path staged = new Path(replacement.staging(), folder);
        staged.getFileSystem().delete(staged, true);
    }
}
