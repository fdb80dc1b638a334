package io.flowledger.netflow.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One writer per spool directory, and one job that reads it. POSIX locks belong to the process and
 * go when any descriptor of the file is closed, so a second attempt within the process must be
 * refused before it opens the file; the system properties are the one table that all class loaders
 * of a JVM share.
 */
final class SpoolLock implements Closeable {

    /** What a spool directory is held for; each has a file of its own. */
    enum Use {
        WRITING("lock"),
        READING("reader.lock");

        private final String fileName;

        Use(String fileName) {
            this.fileName = fileName;
        }
    }

    private static final String PROPERTY_PREFIX = "flowledger.spool.";

    private final String property;
    private final FileChannel channel;

    private SpoolLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    static SpoolLock take(Path directory, Use use) throws IOException {
        String property = PROPERTY_PREFIX + use.fileName + ":" + directory.toRealPath();
        String self = Long.toString(ProcessHandle.current().pid());
        if (System.getProperties().putIfAbsent(property, self) != null) {
            throw new SpoolLockedException(directory, use, "this same process");
        }
        try {
            return new SpoolLock(property, lockFile(directory, use, self));
        } catch (IOException | RuntimeException e) {
            System.getProperties().remove(property);
            throw e;
        }
    }

    private static FileChannel lockFile(Path directory, Use use, String self) throws IOException {
        Path file = directory.resolve(use.fileName);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new SpoolLockedException(directory, use, "another process" + holder(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new SpoolLockedException(directory, use, "this same process");
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file, StandardCharsets.US_ASCII).trim();
        return pid.isEmpty() ? "" : " (pid " + pid + ")";
    }

    @Override
    public void close() throws IOException {
        channel.close();
        System.getProperties().remove(property);
    }
}
