package io.flowledger.jobs;

import io.flowledger.archive.replace.FolderContent;
import io.flowledger.archive.sink.RunName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Where a collect job keeps its checkpoints, inside the warehouse and hidden from its readers:
 * {@code <warehouse>/.flowledger/checkpoints/<name or host>-<hash of its spools>/<job id>/chk-N},
 * and where a clean stop left everything, {@code …/savepoint-<job id>}.
 */
public final class CheckpointFolder {

    private static final String METADATA = "_metadata";
    private static final String CHECKPOINT_PREFIX = "chk-";
    private static final String SAVEPOINT_PREFIX = "savepoint-";

    private final Path folder;

    private CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /** That of a job which this machine runs. */
    static CheckpointFolder of(CollectOptions options) {
        String owner = options.name() == null ? hostName() : options.name();
        return new CheckpointFolder(
                new Path(root(options.warehouse()), owner + "-" + hashOf(options.inputName())));
    }

    /**
     * That of a job which a cluster runs and this machine only submits. Without a name of its own
     * it is the one in which a job on the same spools has left something to go on from, wherever it
     * was submitted.
     *
     * @throws IllegalStateException if several have
     */
    static CheckpointFolder ofSubmitted(CollectOptions options) throws IOException {
        CheckpointFolder own = of(options);
        if (options.name() != null || options.isBounded() || own.newestCompleted().isPresent()) {
            return own;
        }
        Path root = root(options.warehouse());
        List<CheckpointFolder> others = new ArrayList<>();
        for (FileStatus each : FolderContent.all(root)) {
            CheckpointFolder other = new CheckpointFolder(each.getPath());
            if (each.getPath().getName().endsWith("-" + hashOf(options.inputName()))
                    && other.newestCompleted().isPresent()) {
                others.add(other);
            }
        }
        if (others.size() > 1) {
            throw new IllegalStateException(
                    "several jobs on spools of this path have left checkpoints in "
                            + root
                            + ": "
                            + String.join(
                                    ", ", others.stream().map(CheckpointFolder::owner).toList())
                            + "; say with --name which to go on from, or give a new name");
        }
        return others.isEmpty() ? own : others.get(0);
    }

    /** When each job in the warehouse that can be gone on with completed its newest checkpoint. */
    static Map<Path, Long> newestMillis(Path warehouse) throws IOException {
        Path root = root(warehouse);
        Map<Path, Long> all = new LinkedHashMap<>();
        for (FileStatus each : FolderContent.all(root)) {
            Optional<Path> newest = new CheckpointFolder(each.getPath()).newestCompleted();
            if (newest.isPresent()) {
                all.put(each.getPath(), timeOf(newest.get()));
            }
        }
        return all;
    }

    /** The runs that something in the warehouse is left of to go on from. */
    public static Set<RunName> runs(Path warehouse) throws IOException {
        Path root = root(warehouse);
        Set<RunName> runs = new HashSet<>();
        for (FileStatus each : FolderContent.all(root)) {
            runs.add(new CheckpointFolder(each.getPath()).run());
        }
        return runs;
    }

    /** The name, or the machine, that the folder is called after. */
    private String owner() {
        String name = folder.getName();
        return name.substring(0, name.lastIndexOf('-'));
    }

    private static Path root(Path warehouse) {
        return new Path(warehouse, ".flowledger/checkpoints");
    }

    private static String hashOf(String spools) {
        CRC32C hash = new CRC32C();
        hash.update(spools.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(hash.getValue());
    }

    Path path() {
        return folder;
    }

    /** Names the runs that go on from what is in this folder; one of them at a time is alive. */
    RunName run() {
        return RunName.of(folder.getName());
    }

    /**
     * The newest checkpoint or savepoint that was completed: the youngest {@code _metadata} of any
     * earlier run.
     */
    Optional<Path> newestCompleted() throws IOException {
        FileSystem files = folder.getFileSystem();
        List<Path> candidates = new ArrayList<>();
        for (FileStatus run : FolderContent.all(folder)) {
            if (run.getPath().getName().startsWith(SAVEPOINT_PREFIX)) {
                candidates.add(run.getPath());
                continue;
            }
            for (FileStatus checkpoint : FolderContent.all(run.getPath())) {
                if (checkpoint.getPath().getName().startsWith(CHECKPOINT_PREFIX)) {
                    candidates.add(checkpoint.getPath());
                }
            }
        }
        Path newest = null;
        long newestTime = Long.MIN_VALUE;
        for (Path candidate : candidates) {
            if (files.exists(new Path(candidate, METADATA))) {
                long time = timeOf(candidate);
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
        for (FileStatus run : FolderContent.all(folder)) {
            if (!run.getPath().getName().equals(savepoint.getName())) {
                files.delete(run.getPath(), true);
            }
        }
    }

    /**
     * Deletes all that earlier runs left, after a run that ended in order: by a stop with a
     * savepoint, which has everything, or drained and with everything committed.
     *
     * @param before the newest completed when that run began
     */
    void keepOnlySavepointAfter(Optional<Path> before) throws IOException {
        Optional<Path> newest = newestCompleted();
        boolean isOfThatRun = newest.isPresent() && !newest.equals(before);
        if (isOfThatRun && newest.get().getName().startsWith(SAVEPOINT_PREFIX)) {
            keepOnly(newest.get());
        } else {
            clear();
        }
    }

    /** Nothing is left to restore once a run ended with everything committed. */
    void clear() throws IOException {
        folder.getFileSystem().delete(folder, true);
    }

    private static long timeOf(Path completed) throws IOException {
        Path metadata = new Path(completed, METADATA);
        return metadata.getFileSystem().getFileStatus(metadata).getModificationTime();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "_");
        } catch (IOException e) {
            return "localhost";
        }
    }
}
