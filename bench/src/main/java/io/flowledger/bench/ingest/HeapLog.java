package io.flowledger.bench.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Heap use from the log of the garbage collector ({@code -Xlog:gc}): what was live after
 * collections in the first and in the second half of a run. A leak shows as a difference.
 *
 * @param peakMegabytes most in use before any collection
 * @param firstHalfFloorMegabytes least in use after a collection, first half of the collections
 * @param secondHalfFloorMegabytes the same, second half
 */
record HeapLog(
        int collections,
        long peakMegabytes,
        long firstHalfFloorMegabytes,
        long secondHalfFloorMegabytes) {

    private static final Pattern COLLECTION = Pattern.compile("\\b(\\d+)M->(\\d+)M\\(\\d+M\\)");

    static HeapLog read(Path log) throws IOException {
        return of(Files.exists(log) ? Files.readAllLines(log) : List.of());
    }

    static HeapLog of(List<String> lines) {
        List<long[]> collections =
                lines.stream()
                        .map(COLLECTION::matcher)
                        .filter(Matcher::find)
                        .map(
                                m ->
                                        new long[] {
                                            Long.parseLong(m.group(1)), Long.parseLong(m.group(2))
                                        })
                        .toList();
        int half = collections.size() / 2;
        return new HeapLog(
                collections.size(),
                collections.stream().mapToLong(one -> one[0]).max().orElse(0),
                floor(collections.subList(0, half)),
                floor(collections.subList(half, collections.size())));
    }

    private static long floor(List<long[]> collections) {
        return collections.stream().mapToLong(one -> one[1]).min().orElse(0);
    }
}
