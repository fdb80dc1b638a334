package io.flowledger.archive.source;

import io.flowledger.archive.read.HourRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Lists the committed files of some hours, in pieces, without looking into the folders of others. A
 * table that was never written to has no files.
 */
final class FlowFiles implements FileEnumerator {

    private final HourRange hours;

    FlowFiles(HourRange hours) {
        this.hours = hours;
    }

    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits)
            throws IOException {
        List<FileStatus> files = new ArrayList<>();
        for (Path path : paths) {
            files.addAll(ArchivedRows.files(path, hours));
        }
        return FilePieces.of(files, minDesiredSplits);
    }
}
