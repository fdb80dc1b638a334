package io.flowledger.archive.replace;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * The process that replaces something, so that the next one knows whether it is still at it.
 *
 * @param startedMillis start of the process; a number of a process may come back, not with it
 */
record Owner(String host, long pid, long startedMillis) {

    static Owner thisProcess() {
        ProcessHandle process = ProcessHandle.current();
        return new Owner(hostName(), process.pid(), startOf(process));
    }

    static Owner parse(String text) {
        String[] parts = text.strip().split(" ");
        try {
            return new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (RuntimeException notWhole) {
            // killed while it wrote this, so before it did anything
            return new Owner(hostName(), -1, 0);
        }
    }

    String text() {
        return host + " " + pid + " " + startedMillis + "\n";
    }

    /** On another host nobody can tell. */
    boolean mayBeAlive() {
        return !host.equals(hostName())
                || pid > 0
                        && ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .filter(process -> startOf(process) == startedMillis)
                                .isPresent();
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("\\s", "_");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
