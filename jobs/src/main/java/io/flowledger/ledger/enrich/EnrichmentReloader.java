package io.flowledger.ledger.enrich;

import java.time.Duration;

/**
 * Holds the version in force, and looks for newer files from a daemon thread of its own. A change
 * counts once two looks in a row see the same stamps, so a file that is still being written is
 * waited for; then all files are loaded, and the version in force is swapped, or stays if the new
 * one is refused. Each refused version is reported once.
 */
public final class EnrichmentReloader implements AutoCloseable {

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

    /** Hears of changes, on the thread that looks for them. */
    public interface Listener {

        /** Another version is in force. */
        void reloaded(String version);

        /** A new version was refused, and the one before stays in force; one line that says why. */
        void refused(String message);
    }

    private final EnrichmentFiles files;
    private final FileAccess access;
    private final Names names;
    private final Listener listener;
    private final Thread thread;
    private volatile Enrichment current;
    private volatile boolean closed;

    // of the thread alone, once it runs
    /** Stamps of what was loaded or refused last. */
    private String settled;

    /** Other stamps, of the look before. */
    private String changed;

    /** Why files could not be read at the look before, so that it is said once. */
    private String unreadable;

    /**
     * Loads the files; it is for the caller to {@link #look}.
     *
     * @param otherwise what is in force if they are refused; null: that is an error
     */
    EnrichmentReloader(
            EnrichmentFiles files,
            FileAccess access,
            Names names,
            Duration interval,
            Listener listener,
            Enrichment otherwise)
            throws EnrichmentException {
        if (interval.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "looking for changes every " + interval + ": give a millisecond or more");
        }
        this.files = files;
        this.access = access;
        this.names = names;
        this.listener = listener;
        this.settled = files.stamp(access);
        this.current = first(otherwise);
        this.thread = new Thread(() -> lookEvery(interval), "enrichment-reloader");
        thread.setDaemon(true);
    }

    private Enrichment first(Enrichment otherwise) throws EnrichmentException {
        try {
            return files.load(access, names);
        } catch (EnrichmentException e) {
            if (otherwise == null) {
                throw e;
            }
            listener.refused(e.getMessage());
            if (!e.isFinal()) {
                settled = ""; // to be tried again, changed or not
            }
            return otherwise;
        }
    }

    /**
     * Loads the files, then looks for changes every {@code interval} until closed.
     *
     * @param listener must not throw
     * @throws EnrichmentException if the files are refused: there is no version before to stay with
     */
    public static EnrichmentReloader start(
            EnrichmentFiles files,
            FileAccess access,
            Names names,
            Duration interval,
            Listener listener)
            throws EnrichmentException {
        return started(new EnrichmentReloader(files, access, names, interval, listener, null));
    }

    /**
     * The same, but files that are refused leave what they tell of unknown until they are repaired:
     * for a task that is started again, whose input must go on.
     */
    public static EnrichmentReloader startAnyhow(
            EnrichmentFiles files,
            FileAccess access,
            Names names,
            Duration interval,
            Listener listener) {
        try {
            return started(
                    new EnrichmentReloader(
                            files, access, names, interval, listener, Enrichment.none(names)));
        } catch (EnrichmentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EnrichmentReloader started(EnrichmentReloader reloader) {
        if (!reloader.files.locations().isEmpty()) {
            reloader.thread.start();
        }
        return reloader;
    }

    /** The version in force; from any thread. */
    public Enrichment current() {
        return current;
    }

    /** Stops looking; the version in force stays. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookEvery(Duration interval) {
        try {
            while (!closed) {
                Thread.sleep(interval.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** Looks once. */
    void look() {
        String seen = files.stamp(access);
        if (seen.equals(settled)) {
            changed = null;
            unreadable = null;
        } else if (seen.equals(changed)) {
            load(seen);
        } else {
            changed = seen;
        }
    }

    private void load(String stamp) {
        Enrichment loaded = null;
        String refusal = null;
        boolean tryAgain = false;
        try {
            loaded = files.load(access, names);
        } catch (EnrichmentException e) {
            refusal = e.getMessage();
            tryAgain = !e.isFinal();
        } catch (RuntimeException | OutOfMemoryError e) {
            refusal = "cannot be loaded: " + e;
        }
        String after = files.stamp(access);
        if (closed || !after.equals(stamp)) {
            changed = after; // written while it was read: what was read is of no version
            return;
        }
        settled = tryAgain ? settled : stamp;
        if (refusal == null) {
            putInForce(loaded);
        } else if (!tryAgain || !refusal.equals(unreadable)) {
            listener.refused(refusal);
        }
        unreadable = tryAgain ? refusal : null;
    }

    private void putInForce(Enrichment loaded) {
        if (!loaded.version().equals(current.version())) {
            current = loaded;
            listener.reloaded(loaded.version());
        }
    }
}
