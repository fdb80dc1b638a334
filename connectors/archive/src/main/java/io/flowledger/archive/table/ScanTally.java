package io.flowledger.archive.table;

import java.util.ArrayList;
import java.util.List;

/**
 * What scans in this JVM have read and left out since somebody last asked. Where a query runs in
 * the JVM that asked it, this is what the query read; on a cluster it stays zero, and the metrics
 * of the source say it.
 */
public final class ScanTally {

    private static long files;
    private static long bytes;
    private static final List<Skipped> SKIPPED = new ArrayList<>();

    private ScanTally() {}

    /**
     * A file of which something was left out.
     *
     * @param problem the message that a query would have failed with
     * @param rows of it that were left out, or -1 where that cannot be known
     */
    public record Skipped(String file, String problem, long rows) {}

    /**
     * @param files pieces of files that were opened
     * @param bytes that were read of them
     * @param skipped files that could not be read, each as often as one of its pieces was tried
     */
    public record Taken(long files, long bytes, List<Skipped> skipped) {}

    /** All since the last call. */
    public static synchronized Taken take() {
        Taken taken = new Taken(files, bytes, List.copyOf(SKIPPED));
        files = 0;
        bytes = 0;
        SKIPPED.clear();
        return taken;
    }

    static synchronized void read(long bytesOfPiece) {
        files++;
        bytes += bytesOfPiece;
    }

    static synchronized void skipped(Skipped file) {
        SKIPPED.add(file);
    }
}
