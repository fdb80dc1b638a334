package io.flowledger.bench.query;

import io.flowledger.bench.ingest.ProcFiles;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process and all that it waited for took.
 *
 * @param cpuSeconds user and system time
 * @param bytesRead by system calls, whether they came from a disk or from memory
 * @param peakResidentBytes of the largest process, as far as it was looked at in time
 */
public record ProcessCost(
        double wallSeconds, double cpuSeconds, long bytesRead, long peakResidentBytes) {

    private static final Pattern READ = Pattern.compile("(?m)^rchar: (\\d+)$");

    /**
     * @param stat and
     * @param io of a shell that waited for the process: {@code /proc/$$/stat}, {@code /proc/$$/io}
     */
    static ProcessCost of(double wallSeconds, String stat, String io, long peakResidentBytes) {
        Matcher read = READ.matcher(io);
        if (!read.find()) {
            throw new IllegalArgumentException("no rchar in /proc/…/io: " + io);
        }
        return new ProcessCost(
                wallSeconds,
                ProcFiles.cpuMillisWithChildren(stat) / 1e3,
                Long.parseLong(read.group(1)),
                peakResidentBytes);
    }
}
