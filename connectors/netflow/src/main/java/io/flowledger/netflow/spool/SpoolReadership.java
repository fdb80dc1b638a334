package io.flowledger.netflow.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The right to be the one job that consumes a spool: it alone moves the committed position, up to
 * which segments may be deleted. The operating system takes it back from a process that is killed.
 */
public final class SpoolReadership implements Closeable {

    private final SpoolLock lock;

    private SpoolReadership(SpoolLock lock) {
        this.lock = lock;
    }

    /**
     * Takes it. Where the directory cannot be written there is nothing to take: no position can be
     * committed there, so nobody is done any harm.
     *
     * @throws SpoolLockedException if another job has it
     */
    public static SpoolReadership take(Path directory) throws IOException {
        return new SpoolReadership(
                Files.isWritable(directory)
                        ? SpoolLock.take(directory, SpoolLock.Use.READING)
                        : null);
    }

    /**
     * @throws SpoolLockedException if a job has it
     */
    public static void requireFree(Path directory) throws IOException {
        take(directory).close();
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
