package io.flowledger.jobs.expire;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.sink.InProgressFiles;
import io.flowledger.archive.sink.RunName;
import io.flowledger.jobs.CheckpointFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Files in progress that nobody will ever finish: not written to for long, of a run that nothing is
 * left of to go on from. What a run leaves that is started again it sweeps itself.
 */
final class AbandonedFiles {

    private AbandonedFiles() {}

    static List<FileStatus> of(Path warehouse, Duration age) throws IOException {
        Set<RunName> alive = CheckpointFolder.runs(warehouse);
        long before = System.currentTimeMillis() - age.toMillis();
        List<FileStatus> abandoned = new ArrayList<>();
        for (ArchiveTable table : ArchiveTable.values()) {
            InProgressFiles.visit(
                    new Path(warehouse, table.folder()),
                    (file, run) -> {
                        if (file.getModificationTime() < before && !alive.contains(run)) {
                            abandoned.add(file);
                        }
                    });
        }
        return abandoned;
    }
}
