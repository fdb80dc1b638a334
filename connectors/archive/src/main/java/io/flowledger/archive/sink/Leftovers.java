package io.flowledger.archive.sink;

import java.io.IOException;
import org.apache.flink.core.fs.FileStatus;
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
        InProgressFiles.of(table, this::delete);
        if (files > 0) {
            LOG.info(
                    "Deleted {} files in progress, {} bytes, that earlier runs left in {}",
                    files,
                    bytes,
                    table);
        }
        return files;
    }

    private void delete(FileStatus file, FileOrigin origin) throws IOException {
        boolean older = file.getModificationTime() < begunMillis - CLOCKS_APART_MILLIS;
        if (writer.mayDelete(origin, parallelism, older)
                && file.getPath().getFileSystem().delete(file.getPath(), false)) {
            files++;
            bytes += file.getLen();
        }
    }
}
