package io.flowledger.archive.compact;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files that an hour of flows has, and how they are to be shared out to new ones.
 *
 * @param files in order of path
 */
public record HourOfFiles(List<StoredFile> files) {

    /** About as large as a new file gets. */
    private static final long MOST_FILE_BYTES = 256L << 20;

    /** Hours of more become two files, so that two tasks have something to do. */
    private static final long LEAST_FILE_BYTES = 32L << 20;

    /** A file there is. */
    public record StoredFile(String path, long length) implements Serializable {

        private static final long serialVersionUID = 1;

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** Row groups of a file whose middle is in bytes {@code [from, to)}. */
    public record Range(StoredFile file, long from, long to) implements Serializable {

        private static final long serialVersionUID = 1;
    }

    public HourOfFiles {
        files = List.copyOf(files);
    }

    public long bytes() {
        return files.stream().mapToLong(StoredFile::length).sum();
    }

    /** Whether these files are what one compaction made, and nothing has come since. */
    public boolean isCompacted() {
        List<Optional<CompactedName>> names =
                files.stream().map(file -> CompactedName.parse(file.name())).toList();
        Set<String> sources =
                names.stream()
                        .flatMap(Optional::stream)
                        .map(CompactedName::sources)
                        .collect(Collectors.toSet());
        return names.stream().allMatch(Optional::isPresent) && sources.size() == 1;
    }

    /** Of the new file of a number. */
    public CompactedName nameOf(int number) {
        return new CompactedName(
                CompactedName.digest(
                        files.stream().map(file -> file.name() + " " + file.length()).toList()),
                number);
    }

    /** What goes into each new file. */
    public List<List<Range>> parts() {
        long bytes = bytes();
        long wanted = Math.min(MOST_FILE_BYTES, Math.max(LEAST_FILE_BYTES, (bytes + 1) / 2));
        long parts = Math.max(1, (bytes + wanted / 2) / wanted);
        List<List<Range>> all = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            List<Range> part = between(bytes * i / parts, bytes * (i + 1) / parts);
            if (!part.isEmpty()) {
                all.add(part);
            }
        }
        return all;
    }

    /** As if all files were one behind the other. */
    private List<Range> between(long from, long to) {
        List<Range> ranges = new ArrayList<>();
        long start = 0;
        for (StoredFile file : files) {
            long first = Math.max(from - start, 0);
            long end = Math.min(to - start, file.length());
            if (first < end) {
                ranges.add(new Range(file, first, end));
            }
            start += file.length();
        }
        return ranges;
    }
}
