package io.flowledger.archive.sink;

import io.flowledger.archive.read.CommittedFiles;
import io.flowledger.archive.replace.FolderContent;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Files of a table that are being written, or were when their writer died. */
public final class InProgressFiles {

    private InProgressFiles() {}

    /** What is done with one. */
    public interface Visitor {
        /**
         * @param run that began the file
         */
        void visit(FileStatus file, RunName run) throws IOException;
    }

    interface OriginVisitor {
        void visit(FileStatus file, FileOrigin origin) throws IOException;
    }

    /**
     * All below a folder that bear a name of ours.
     *
     * @param table may be missing
     */
    public static void visit(Path table, Visitor visitor) throws IOException {
        of(table, (file, origin) -> visitor.visit(file, new RunName(origin.run())));
    }

    /** Ends early when the thread is interrupted. */
    static void of(Path folder, OriginVisitor visitor) throws IOException {
        for (FileStatus entry : FolderContent.all(folder)) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            String name = entry.getPath().getName();
            if (entry.isDir()) {
                if (CommittedFiles.isCommitted(name)) {
                    of(entry.getPath(), visitor);
                }
            } else {
                Optional<FileOrigin> origin = FileOrigin.ofInProgress(name);
                if (origin.isPresent()) {
                    visitor.visit(entry, origin.get());
                }
            }
        }
    }
}
