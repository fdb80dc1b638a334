package io.flowledger.archive.replace;

import java.io.IOException;
import java.util.Collection;
import java.util.UUID;
import org.apache.flink.core.fs.Path;

/**
 * Files of a warehouse being replaced. New ones are first written below {@link #staging()}, where
 * no reader looks; {@link #carryOut} then writes down what comes and what goes, and does it. A run
 * that is killed before that is written down has changed nothing; one that is killed after it is
 * finished by the next that begins. One at a time for a warehouse.
 *
 * <pre>
 *   .flowledger/replacements/UUID/owner      which process
 *   .flowledger/replacements/UUID/staging/postings/view=…/dt=…/postings-UUID-0.parquet
 *   .flowledger/replacements/UUID/manifest   from here on there is no way back
 * </pre>
 */
public final class Replacement implements AutoCloseable {

    /** What marks a folder as a warehouse. */
    static final String HIDDEN = ".flowledger";

    static final String FOLDER = HIDDEN + "/replacements";

    private static final String OWNER = "/owner";
    static final String STAGING = "/staging";
    static final String MANIFEST = "/manifest";

    private final WarehouseFiles files;
    private final String folder;
    private boolean writtenDown;

    private Replacement(WarehouseFiles files, String folder) {
        this.files = files;
        this.folder = folder;
    }

    /**
     * Finishes or takes back what runs before have left, then begins.
     *
     * @throws IllegalStateException if another one is under way
     */
    public static Replacement begin(Path warehouse) throws IOException {
        return begin(new WarehouseFiles(warehouse), Owner.thisProcess());
    }

    static Replacement begin(WarehouseFiles files, Owner owner) throws IOException {
        String own = UUID.randomUUID().toString();
        Replacement begun = new Replacement(files, FOLDER + "/" + own);
        files.write(begun.folder + OWNER, owner.text());
        try {
            for (String other : files.folders(FOLDER)) {
                if (!other.equals(own)) {
                    new Replacement(files, FOLDER + "/" + other).settle();
                }
            }
            return begun;
        } catch (IOException | RuntimeException e) {
            begun.close();
            throw e;
        }
    }

    /** Finishes what is written down, forgets what is not. */
    private void settle() throws IOException {
        Owner owner = Owner.parse(files.exists(folder + OWNER) ? files.read(folder + OWNER) : "");
        if (owner.mayBeAlive()) {
            throw new IllegalStateException(
                    "process "
                            + owner.pid()
                            + " on "
                            + owner.host()
                            + " is replacing files of this warehouse: wait for it (if it is dead,"
                            + " delete the file "
                            + files.path(folder + OWNER)
                            + " and start again)");
        }
        if (files.exists(folder + MANIFEST)) {
            carryOut(
                    Manifest.parse(
                            files.read(folder + MANIFEST),
                            files.path(folder + MANIFEST).toString()));
        } else {
            files.delete(folder);
        }
    }

    /** Where new files are written, with the same folders as in the warehouse. */
    public Path staging() {
        return files.path(folder + STAGING);
    }

    /**
     * All committed files of {@link #staging()} come, the obsolete ones go.
     *
     * @throws IOException if that could not be finished; the next one to begin goes on with it
     */
    public void carryOut(Collection<Path> obsolete) throws IOException {
        Manifest manifest =
                new Manifest(
                        obsolete.stream().map(files::nameOf).toList(),
                        files.committedBelow(folder + STAGING));
        files.write(folder + MANIFEST, manifest.text());
        writtenDown = true;
        carryOut(manifest);
    }

    private void carryOut(Manifest manifest) throws IOException {
        for (Manifest.Step step : manifest.steps()) {
            if (step.comes()) {
                bringIn(step.file());
            } else {
                files.delete(step.file());
            }
        }
        files.delete(folder + MANIFEST);
        files.delete(folder);
    }

    private void bringIn(String file) throws IOException {
        String staged = folder + STAGING + "/" + file;
        if (files.exists(staged)) {
            files.move(staged, file);
        } else if (!files.exists(file)) {
            throw new IOException(files.path(staged) + " was to be moved in and is gone");
        }
    }

    /** Takes back what was not carried out. */
    @Override
    public void close() throws IOException {
        if (!writtenDown) {
            files.delete(folder);
        }
    }
}
