package io.flowledger.archive.replace;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Replacements that are written down and not finished, as a reader of the warehouse has to see
 * them: as if they were.
 */
public final class PendingReplacements {

    private final WarehouseFiles files;
    private final Set<String> obsolete = new HashSet<>();

    /** Where files wait, by their path below the warehouse. */
    private final List<String[]> waiting = new ArrayList<>();

    private PendingReplacements(WarehouseFiles files) {
        this.files = files;
    }

    /**
     * @throws IOException if what is written down cannot be read
     */
    public static PendingReplacements of(Path warehouse) throws IOException {
        PendingReplacements pending = new PendingReplacements(new WarehouseFiles(warehouse));
        for (String folder : pending.files.folders(Replacement.FOLDER)) {
            pending.add(Replacement.FOLDER + "/" + folder);
        }
        return pending;
    }

    /**
     * Those of the warehouse that a folder is in: the nearest folder above it, or itself, that is
     * marked as one. None if there is no such.
     */
    public static PendingReplacements around(Path folder) throws IOException {
        for (Path above = folder; above != null; above = above.getParent()) {
            if (above.getFileSystem().exists(new Path(above, Replacement.HIDDEN))) {
                return of(above);
            }
        }
        return new PendingReplacements(new WarehouseFiles(folder));
    }

    private void add(String folder) throws IOException {
        String name = folder + Replacement.MANIFEST;
        String text;
        try {
            if (!files.exists(name)) {
                return;
            }
            text = files.read(name);
        } catch (FileNotFoundException finishedMeanwhile) {
            return;
        }
        Manifest manifest = Manifest.parse(text, files.path(name).toString());
        obsolete.addAll(manifest.obsolete());
        for (String file : manifest.fresh()) {
            waiting.add(new String[] {file, folder + Replacement.STAGING + "/" + file});
        }
    }

    /** Whether another file is to take the place of this one. */
    public boolean isObsolete(Path file) {
        return !obsolete.isEmpty() && obsolete.contains(files.nameOf(file));
    }

    /** The same of a folder in the warehouse, such as that of a day. */
    public List<FileStatus> waitingBelow(Path folder) throws IOException {
        return waiting.isEmpty() ? List.of() : waiting(files.nameOf(folder));
    }

    /**
     * Files of a table that have been decided to come and are not in their place yet.
     *
     * @param folder the table's, below the warehouse
     */
    public List<FileStatus> waiting(String folder) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        for (String[] file : waiting) {
            if (file[0].startsWith(folder + "/") && !files.exists(file[0])) {
                found.add(moved(file));
            }
        }
        return found;
    }

    /** Where it waits, unless it has come to its place meanwhile. */
    private FileStatus moved(String[] file) throws IOException {
        try {
            return files.status(file[1]);
        } catch (FileNotFoundException finishedMeanwhile) {
            return files.status(file[0]);
        }
    }
}
