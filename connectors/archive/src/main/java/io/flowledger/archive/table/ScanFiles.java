package io.flowledger.archive.table;

import io.flowledger.archive.replace.PendingReplacements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Lists the committed files of a scan and cuts large ones, so that all readers have something to
 * do. A row group belongs to the piece that its middle is in.
 */
final class ScanFiles implements FileEnumerator {

    private static final long LEAST_PIECE = 16L << 20;
    private static final long LARGEST_PIECE = 128L << 20;

    /** So that readers end at about the same time. */
    private static final int PIECES_PER_READER = 4;

    private final Scan scan;

    ScanFiles(Scan scan) {
        this.scan = scan;
    }

    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] none, int readers)
            throws IOException {
        List<FileStatus> files = list(scan);
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        long piece = bytes / Math.max(1, (long) readers * PIECES_PER_READER);
        piece = Math.min(LARGEST_PIECE, Math.max(LEAST_PIECE, piece));
        List<FileSourceSplit> splits = new ArrayList<>();
        for (FileStatus file : files) {
            // what comes from footers needs them once
            int pieces =
                    scan.aggregates() != null
                            ? 1
                            : (int) Math.max(1, (file.getLen() + piece / 2) / piece);
            for (int i = 0; i < pieces; i++) {
                long from = file.getLen() * i / pieces;
                long to = file.getLen() * (i + 1) / pieces;
                splits.add(
                        new FileSourceSplit(
                                String.valueOf(splits.size()),
                                file.getPath(),
                                from,
                                to - from,
                                file.getModificationTime(),
                                file.getLen()));
            }
        }
        return splits;
    }

    /** As if replacements that are under way were done. */
    static List<FileStatus> list(Scan scan) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        PendingReplacements pending = PendingReplacements.of(scan.warehouse());
        PartitionFolders folders =
                new PartitionFolders(scan.table(), scan.folders(), scan.filter());
        for (PartitionFolders.Folder folder : folders.list(scan.folder())) {
            collect(folder.path(), pending, files);
        }
        for (FileStatus file : pending.waiting(scan.table().folder())) {
            if (folders.mayHold(folders.partitionOf(file.getPath()))) {
                files.add(file);
            }
        }
        return files;
    }

    private static void collect(Path folder, PendingReplacements pending, List<FileStatus> files)
            throws IOException {
        for (FileStatus status : PartitionFolders.list(folder, folder.getFileSystem())) {
            if (status.isDir()) {
                collect(status.getPath(), pending, files);
            } else if (!pending.isObsolete(status.getPath())) {
                files.add(status);
            }
        }
    }
}
