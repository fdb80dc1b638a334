package io.flowledger.archive.sink;

import io.flowledger.archive.read.CommittedFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in progress of one table whose writers are gone: a killed attempt leaves them, and Flink's
 * file sink never deletes them. Which ones may go, {@link FileOrigin#mayDelete} says.
 */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    /** As far as the clocks of this machine and of the file system may differ. */
    private static final long CLOCKS_APART_MILLIS = 1_000;

    private final Path table;
    private final FileOrigin writer;
    private final int parallelism;
    private final long begunMillis;
    private int files;
    private long bytes;

    /**
     * @param parallelism tasks that write this table now
     * @param begunMillis when this writer began, milliseconds since 1970
     */
    Leftovers(Path table, FileOrigin writer, int parallelism, long begunMillis) {
        this.begunMillis = begunMillis;
        this.table = table;
        this.writer = writer;
        this.parallelism = parallelism;
    }

    /**
     * Deletes them in all partitions of the table; ends early when its thread is interrupted.
     *
     * @return number of files deleted
     */
    int sweep() throws IOException {
        sweep(table.getFileSystem(), table);
        if (files > 0) {
            LOG.info(
                    "Deleted {} files in progress, {} bytes, that earlier runs left in {}",
                    files,
                    bytes,
                    table);
        }
        return files;
    }

    private void sweep(FileSystem fileSystem, Path folder) throws IOException {
        for (FileStatus entry : list(fileSystem, folder)) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            String name = entry.getPath().getName();
            if (entry.isDir()) {
                if (CommittedFiles.isCommitted(name)) {
                    sweep(fileSystem, entry.getPath());
                }
            } else if (isLeftover(entry) && fileSystem.delete(entry.getPath(), false)) {
                files++;
                bytes += entry.getLen();
            }
        }
    }

    private boolean isLeftover(FileStatus entry) {
        boolean older = entry.getModificationTime() < begunMillis - CLOCKS_APART_MILLIS;
        return FileOrigin.ofInProgress(entry.getPath().getName())
                .filter(file -> writer.mayDelete(file, parallelism, older))
                .isPresent();
    }

    /** Nothing where there is no such folder yet, or no more. */
    private static FileStatus[] list(FileSystem fileSystem, Path folder) throws IOException {
        try {
            FileStatus[] found = fileSystem.listStatus(folder);
            return found == null ? new FileStatus[0] : found;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
