package io.flowledger.bench.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process and all that it waited for took.
 *
 * @param cpuSeconds user and system time
 * @param bytesRead by system calls, whether they came from a disk or from memory
 */
record ProcessCost(double wallSeconds, double cpuSeconds, long bytesRead) {

    /** USER_HZ, which has been 100 on every Linux that Java 17 runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern READ = Pattern.compile("(?m)^rchar: (\\d+)$");
    private static final int FIRST_FIELD = 3;
    private static final int UTIME = 14;
    private static final int CSTIME = 17;

    /**
     * @param stat and
     * @param io of a shell that waited for the process: {@code /proc/$$/stat}, {@code /proc/$$/io}
     */
    static ProcessCost of(double wallSeconds, String stat, String io) {
        // the name, field 2, may itself hold blanks
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = UTIME; field <= CSTIME; field++) {
            ticks += Long.parseLong(fields[field - FIRST_FIELD]);
        }
        Matcher read = READ.matcher(io);
        if (!read.find()) {
            throw new IllegalArgumentException("no rchar in /proc/…/io: " + io);
        }
        return new ProcessCost(
                wallSeconds, ticks / TICKS_PER_SECOND, Long.parseLong(read.group(1)));
    }
}
