package io.flowledger.sql.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.utils.PartitionPathUtils;

/** Partitions of a table as its directories say them: {@code dt=2026-01-31/hr=12}. */
record PartitionDirectories(Path table, List<String> keys) {

    /**
     * Partitions in the order of their names, those of {@code given} only: values of some of the
     * keys. None if nothing was written to the table yet.
     */
    List<Map<String, String>> list(Map<String, String> given) throws IOException {
        FileSystem files = table.getFileSystem();
        List<Map<String, String>> partitions = new ArrayList<>();
        if (files.exists(table)) {
            descend(files, table, Map.of(), given, partitions);
        }
        return partitions;
    }

    private void descend(
            FileSystem files,
            Path directory,
            Map<String, String> above,
            Map<String, String> given,
            List<Map<String, String>> partitions)
            throws IOException {
        if (above.size() == keys.size()) {
            partitions.add(above);
            return;
        }
        String key = keys.get(above.size());
        String prefix = key + "=";
        FileStatus[] entries = PartitionPathUtils.listStatusWithoutHidden(files, directory);
        List<String> names = new ArrayList<>();
        for (FileStatus entry : entries == null ? new FileStatus[0] : entries) {
            String name = entry.getPath().getName();
            if (entry.isDir() && name.startsWith(prefix)) {
                names.add(name);
            }
        }
        names.sort(Comparator.naturalOrder());
        for (String name : names) {
            String value = PartitionPathUtils.unescapePathName(name.substring(prefix.length()));
            if (given.getOrDefault(key, value).equals(value)) {
                Map<String, String> partition = new LinkedHashMap<>(above);
                partition.put(key, value);
                descend(files, new Path(directory, name), partition, given, partitions);
            }
        }
    }
}
