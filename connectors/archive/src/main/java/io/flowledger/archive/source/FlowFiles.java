package io.flowledger.archive.source;

import io.flowledger.archive.read.CommittedFiles;
import io.flowledger.archive.read.HourRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.BlockSplittingRecursiveEnumerator;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.Path;

/**
 * Lists the committed files of some hours without looking into the folders of others. A table that
 * was never written to has no files.
 */
final class FlowFiles implements FileEnumerator {

    private final HourRange hours;
    private final FileEnumerator files;

    FlowFiles(HourRange hours) {
        this.hours = hours;
        this.files = new BlockSplittingRecursiveEnumerator(this::isWanted, new String[0]);
    }

    private boolean isWanted(Path path) {
        Path parent = path.getParent();
        return CommittedFiles.isCommitted(path.getName())
                && hours.mayHold(parent == null ? "" : parent.getName(), path.getName());
    }

    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits)
            throws IOException {
        List<Path> existing = new ArrayList<>();
        for (Path path : paths) {
            if (path.getFileSystem().exists(path)) {
                existing.add(path);
            }
        }
        return files.enumerateSplits(existing.toArray(new Path[0]), minDesiredSplits);
    }
}
