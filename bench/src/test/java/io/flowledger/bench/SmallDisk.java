package io.flowledger.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system in memory, which is soon full. Needs root; where it cannot be had the test is left
 * out.
 */
final class SmallDisk implements AutoCloseable {

    private final Path mountPoint;

    private SmallDisk(Path mountPoint) {
        this.mountPoint = mountPoint;
    }

    static SmallDisk mount(Path mountPoint, int mebibytes) throws Exception {
        Files.createDirectories(mountPoint);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "none", mountPoint),
                "mounting a tmpfs is not allowed here");
        return new SmallDisk(mountPoint);
    }

    /** Somebody makes room: the file system is larger from now on. */
    void enlarge(int mebibytes) throws Exception {
        if (!run("mount", "-o", "remount,size=" + mebibytes + "m", mountPoint)) {
            throw new IOException("cannot enlarge " + mountPoint);
        }
    }

    long usableBytes() throws IOException {
        return Files.getFileStore(mountPoint).getUsableSpace();
    }

    @Override
    public void close() throws Exception {
        run("umount", "--lazy", mountPoint);
    }

    private static boolean run(Object... command) throws Exception {
        String[] words = new String[command.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = command[i].toString();
        }
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
