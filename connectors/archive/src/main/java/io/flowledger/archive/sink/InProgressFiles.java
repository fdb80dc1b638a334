package io.flowledger.archive.sink;

import io.flowledger.archive.read.CommittedFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
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
        for (FileStatus entry : list(folder)) {
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

    /** Nothing where there is no such folder yet, or no more. */
    private static FileStatus[] list(Path folder) throws IOException {
        FileSystem system = folder.getFileSystem();
        try {
            FileStatus[] found = system.listStatus(folder);
            return found == null ? new FileStatus[0] : found;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
