package io.flowledger.archive.table;

import io.flowledger.archive.read.FileSummary;
import io.flowledger.archive.source.FlinkInputFile;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.core.fs.FileStatus;

/**
 * About how many rows a scan finds: the bytes of its files over the bytes that a row takes in the
 * largest of them. One footer is opened per table and JVM.
 */
final class TableSize {

    private static final Map<String, Double> BYTES_PER_ROW = new ConcurrentHashMap<>();

    private TableSize() {}

    /** Zero where there is no file; -1 where the footer cannot be read. */
    static long rows(Scan scan) throws IOException {
        List<FileStatus> files = ScanFiles.list(scan);
        if (files.isEmpty()) {
            return 0;
        }
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        String table = scan.folder().toString();
        Double perRow = BYTES_PER_ROW.get(table);
        if (perRow == null) {
            FileStatus largest =
                    files.stream().max(Comparator.comparingLong(FileStatus::getLen)).get();
            perRow = bytesPerRow(largest);
            if (perRow == null) {
                return -1;
            }
            BYTES_PER_ROW.put(table, perRow);
        }
        return (long) Math.ceil(bytes / perRow);
    }

    /** Null where it is unknown. */
    private static Double bytesPerRow(FileStatus file) {
        try {
            FlinkInputFile input = new FlinkInputFile(file.getPath(), file.getLen());
            long rows = FileSummary.of(input, file.getPath().toString(), List.of()).rows();
            return rows == 0 ? null : (double) file.getLen() / rows;
        } catch (IOException damaged) {
            // whoever reads it will say so
            return null;
        }
    }
}
