package io.flowledger.archive.table;

import io.flowledger.archive.replace.FolderContent;
import io.flowledger.archive.replace.PendingReplacements;
import io.flowledger.archive.source.FilePieces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Lists the committed files of a scan, in pieces. */
final class ScanFiles implements FileEnumerator {

    private final Scan scan;

    ScanFiles(Scan scan) {
        this.scan = scan;
    }

    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] none, int readers)
            throws IOException {
        // what comes from footers needs them once
        return scan.isOfFooters()
                ? FilePieces.whole(list(scan))
                : FilePieces.of(list(scan), readers);
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
        for (FileStatus status : FolderContent.committed(folder)) {
            if (status.isDir()) {
                collect(status.getPath(), pending, files);
            } else if (!pending.isObsolete(status.getPath())) {
                files.add(status);
            }
        }
    }
}
