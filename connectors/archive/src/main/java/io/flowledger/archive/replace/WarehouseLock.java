package io.flowledger.archive.replace;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Keeps two runs of one kind from meeting at a warehouse. Each writes down that it is there and
 * then looks for others; of two that begin at the same moment one or both go away, but never do
 * both stay. That of a process which is dead counts for nothing.
 *
 * <pre>
 *   .flowledger/locks/nightly/UUID      which process
 * </pre>
 */
public final class WarehouseLock implements AutoCloseable {

    private static final String FOLDER = ".flowledger/locks/";

    private final WarehouseFiles files;
    private final String own;

    private WarehouseLock(WarehouseFiles files, String own) {
        this.files = files;
        this.own = own;
    }

    /**
     * @param kind of run, a folder name
     * @throws IllegalStateException if another process has it
     */
    public static WarehouseLock take(Path warehouse, String kind) throws IOException {
        return take(new WarehouseFiles(warehouse), kind, Owner.thisProcess());
    }

    static WarehouseLock take(WarehouseFiles files, String kind, Owner owner) throws IOException {
        String folder = FOLDER + kind;
        WarehouseLock lock = new WarehouseLock(files, folder + "/" + UUID.randomUUID());
        files.write(lock.own, owner.text());
        try {
            for (FileStatus other : files.list(folder)) {
                lock.requireGone(folder + "/" + other.getPath().getName(), kind);
            }
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void requireGone(String other, String kind) throws IOException {
        boolean isDraft = other.endsWith(WarehouseFiles.DRAFT);
        if (other.equals(own) || isDraft || !files.exists(other)) {
            return;
        }
        Owner owner = Owner.parse(files.read(other));
        if (owner.mayBeAlive()) {
            throw new IllegalStateException(
                    "process "
                            + owner.pid()
                            + " on "
                            + owner.host()
                            + " is at this warehouse with a "
                            + kind
                            + " run: wait for it (if it is dead, delete "
                            + files.path(other)
                            + " and start again)");
        }
        files.delete(other);
    }

    /** Lets the next one in. */
    @Override
    public void close() throws IOException {
        files.delete(own);
    }
}
