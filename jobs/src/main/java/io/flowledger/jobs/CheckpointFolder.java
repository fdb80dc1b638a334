package io.flowledger.jobs;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Where a collect job keeps its checkpoints, inside the warehouse and hidden from its readers:
 * {@code <warehouse>/.flowledger/checkpoints/<host>-<hash of its spools>/<job id>/chk-N}, and where
 * a clean stop left everything, {@code …/savepoint-<job id>}.
 */
final class CheckpointFolder {

    private static final String METADATA = "_metadata";
    private static final String CHECKPOINT_PREFIX = "chk-";
    private static final String SAVEPOINT_PREFIX = "savepoint-";

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
     * The newest checkpoint or savepoint that was completed: the youngest {@code _metadata} of any
     * earlier run.
     */
    Optional<Path> newestCompleted() throws IOException {
        FileSystem files = folder.getFileSystem();
        List<Path> candidates = new ArrayList<>();
        for (FileStatus run : list(files, folder)) {
            if (run.getPath().getName().startsWith(SAVEPOINT_PREFIX)) {
                candidates.add(run.getPath());
                continue;
            }
            for (FileStatus checkpoint : list(files, run.getPath())) {
                if (checkpoint.getPath().getName().startsWith(CHECKPOINT_PREFIX)) {
                    candidates.add(checkpoint.getPath());
                }
            }
        }
        Path newest = null;
        long newestTime = Long.MIN_VALUE;
        for (Path candidate : candidates) {
            Path metadata = new Path(candidate, METADATA);
            if (files.exists(metadata)) {
                long time = files.getFileStatus(metadata).getModificationTime();
                if (time > newestTime) {
                    newest = candidate;
                    newestTime = time;
                }
            }
        }
        return Optional.ofNullable(newest);
    }

    /** Deletes all that earlier runs left, once this savepoint has everything. */
    void keepOnly(Path savepoint) throws IOException {
        FileSystem files = folder.getFileSystem();
        for (FileStatus run : list(files, folder)) {
            if (!run.getPath().getName().equals(savepoint.getName())) {
                files.delete(run.getPath(), true);
            }
        }
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
