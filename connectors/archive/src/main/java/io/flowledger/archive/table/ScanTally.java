package io.flowledger.archive.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    public record Skipped(String file, String problem, long rows) {

        static final long UNKNOWN = -1;
    }

    /**
     * @param files pieces of files that were opened
     * @param bytes that were read of them
     * @param skipped files that could not be read, each as often as one of its pieces was tried
     */
    public record Taken(long files, long bytes, List<Skipped> skipped) {

        /** One line about what was left out, or nothing. */
        public Optional<String> note() {
            if (skipped.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Long> rows = new TreeMap<>();
            for (Skipped file : skipped) {
                rows.merge(
                        file.file(),
                        file.rows(),
                        (a, b) -> a < 0 || b < 0 ? Skipped.UNKNOWN : a + b);
            }
            return Optional.of(
                    (rows.size() == 1 ? "1 file was" : rows.size() + " files were")
                            + " left out, in whole or in part: "
                            + rows.entrySet().stream()
                                    .map(
                                            file ->
                                                    file.getKey()
                                                            + (file.getValue() < 0
                                                                    ? ""
                                                                    : " ("
                                                                            + file.getValue()
                                                                            + " rows)"))
                                    .collect(Collectors.joining(", ")));
        }
    }

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
