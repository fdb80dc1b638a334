package io.flowledger.bench.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What Linux says about a process (proc(5)); empty once it is gone. */
public final class ProcFiles {

    /** USER_HZ, which has been 100 on every Linux that Java 17 runs on. */
    private static final long MILLIS_PER_TICK = 10;

    private static final int UTIME = 14;
    private static final int STIME = 15;
    private static final int CSTIME = 17;

    private ProcFiles() {}

    static OptionalLong cpuMillis(long pid) {
        return read(pid, "stat").map(ProcFiles::cpuMillisOf).orElse(OptionalLong.empty());
    }

    /** Largest resident set so far, in bytes. */
    public static OptionalLong peakResidentBytes(long pid) {
        return read(pid, "status").map(ProcFiles::peakResidentBytesOf).orElse(OptionalLong.empty());
    }

    /** User and system time of all threads. */
    static OptionalLong cpuMillisOf(String stat) {
        return OptionalLong.of(millisOf(stat, UTIME, STIME));
    }

    /** The same with that of all processes it has waited for. */
    public static long cpuMillisWithChildren(String stat) {
        return millisOf(stat, UTIME, CSTIME);
    }

    /** Field 2, the name, may itself hold blanks. */
    private static long millisOf(String stat, int first, int last) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        int offset = 3;
        long ticks = 0;
        for (int field = first; field <= last; field++) {
            ticks += Long.parseLong(fields[field - offset]);
        }
        return ticks * MILLIS_PER_TICK;
    }

    static OptionalLong peakResidentBytesOf(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst();
    }

    private static java.util.Optional<String> read(long pid, String file) {
        try {
            return java.util.Optional.of(Files.readString(Path.of("/proc", "" + pid, file)));
        } catch (IOException gone) {
            return java.util.Optional.empty();
        }
    }
}
