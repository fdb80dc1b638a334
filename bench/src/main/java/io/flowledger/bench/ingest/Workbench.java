package io.flowledger.bench.ingest;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A scratch directory, the launcher, and free ports for the processes under test. */
public final class Workbench implements AutoCloseable {

    private static final String LAUNCHER = "flowledger";

    private final Path launcher;
    private final Path scratch;
    private final boolean keep;
    private int trials;

    private Workbench(Path launcher, Path scratch, boolean keep) {
        this.launcher = launcher;
        this.scratch = scratch;
        this.keep = keep;
    }

    /**
     * Makes a scratch directory.
     *
     * @param launcher null to take the one above the running jar
     * @param parent where to put the scratch directory; null for the system's place
     */
    public static Workbench open(Path launcher, Path parent, boolean keep) throws IOException {
        Path found = launcher == null ? findLauncher() : launcher;
        if (!Files.isExecutable(found)) {
            throw new IOException("the launcher " + found + " is missing or not executable");
        }
        Path scratch =
                parent == null
                        ? Files.createTempDirectory("flowledger-bench")
                        : Files.createTempDirectory(parent, "flowledger-bench");
        return new Workbench(found.toAbsolutePath(), scratch, keep);
    }

    public Path launcher() {
        return launcher;
    }

    /** A fresh directory for one process. */
    Path nextTrial() throws IOException {
        return Files.createDirectory(scratch.resolve("trial-" + ++trials));
    }

    /** A port of 127.0.0.1 that was free a moment ago. */
    public static InetSocketAddress freePort() throws SocketException {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    /** Files with this ending below a directory, and their bytes. */
    static long[] filesAndBytes(Path directory, String ending) throws IOException {
        long[] sums = new long[2];
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                String name = path.getFileName().toString();
                if (name.endsWith(ending) && !name.startsWith(".") && Files.isRegularFile(path)) {
                    sums[0]++;
                    sums[1] += Files.size(path);
                }
            }
        }
        return sums;
    }

    /** Gives the disk back after a trial, unless everything is to be kept. */
    void discard(Path trial) throws IOException {
        if (!keep) {
            delete(trial);
        }
    }

    @Override
    public void close() throws IOException {
        if (!keep) {
            delete(scratch);
        }
    }

    public Path scratch() {
        return scratch;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static Path findLauncher() throws IOException {
        try {
            Path at =
                    Path.of(
                            Workbench.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path dir = at.getParent(); dir != null; dir = dir.getParent()) {
                if (Files.isRegularFile(dir.resolve(LAUNCHER))) {
                    return dir.resolve(LAUNCHER);
                }
            }
            throw new IOException("no launcher above " + at + "; say --launcher FILE");
        } catch (URISyntaxException e) {
            throw new IOException("no launcher found; say --launcher FILE", e);
        }
    }
}
