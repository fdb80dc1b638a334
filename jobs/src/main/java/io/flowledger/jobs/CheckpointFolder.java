package io.flowledger.jobs;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Where a collect job keeps its checkpoints, inside the warehouse and hidden from its readers:
 * {@code <warehouse>/.flowledger/checkpoints/<host>-<hash of its spools>/<job id>/chk-N}.
 */
final class CheckpointFolder {

    private static final String METADATA = "_metadata";
    private static final String CHECKPOINT_PREFIX = "chk-";

    private final Path folder;

    CheckpointFolder(Path warehouse, String spools) {
        CRC32C hash = new CRC32C();
        hash.update(spools.getBytes(StandardCharsets.UTF_8));
        this.folder =
                new Path(
                        warehouse,
                        ".flowledger/checkpoints/"
                                + hostName()
                                + "-"
                                + Long.toHexString(hash.getValue()));
    }

    Path path() {
        return folder;
    }

    /**
     * The newest checkpoint that was completed: the youngest {@code _metadata} of any earlier run.
     */
    Optional<Path> newestCompleted() throws IOException {
        FileSystem files = folder.getFileSystem();
        Path newest = null;
        long newestTime = Long.MIN_VALUE;
        for (FileStatus job : list(files, folder)) {
            for (FileStatus checkpoint : list(files, job.getPath())) {
                Path metadata = new Path(checkpoint.getPath(), METADATA);
                if (checkpoint.getPath().getName().startsWith(CHECKPOINT_PREFIX)
                        && files.exists(metadata)) {
                    long time = files.getFileStatus(metadata).getModificationTime();
                    if (time > newestTime) {
                        newest = checkpoint.getPath();
                        newestTime = time;
                    }
                }
            }
        }
        return Optional.ofNullable(newest);
    }

    /** Nothing is left to restore once a run ended with everything committed. */
    void clear() throws IOException {
        folder.getFileSystem().delete(folder, true);
    }

    private static FileStatus[] list(FileSystem files, Path path) throws IOException {
        if (!files.exists(path)) {
            return new FileStatus[0];
        }
        FileStatus[] found = files.listStatus(path);
        return found == null ? new FileStatus[0] : found;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "_");
        } catch (IOException e) {
            return "localhost";
        }
    }
}
