package io.flowledger.netflow.source;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests to drain, seen by every reader of this JVM: stop receiving, read what is written, end.
 * This is how a command that runs the job embedded ends it. A reader on a cluster is asked by a
 * file named {@link #MARKER_FILE} in the spool's directory.
 */
public final class DrainRequests {

    /** Asks the reader of the spool in whose directory it lies to drain it; removed when done. */
    public static final String MARKER_FILE = "drain";

    private static final Set<String> REQUESTED = ConcurrentHashMap.newKeySet();

    private DrainRequests() {}

    /**
     * @param sourceId of {@link NetflowSource#id()}; the request stays in force through restarts of
     *     the job
     */
    public static void request(String sourceId) {
        REQUESTED.add(sourceId);
    }

    public static boolean isRequested(String sourceId) {
        return REQUESTED.contains(sourceId);
    }

    /** Forgets the request, once the job has ended. */
    public static void forget(String sourceId) {
        REQUESTED.remove(sourceId);
    }
}
