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
 * One writer per spool directory. POSIX locks belong to the process and go when any descriptor of
 * the file is closed, so a second attempt within the process must be refused before it opens the
 * file; the system properties are the one table that all class loaders of a JVM share.
 */
final class SpoolLock implements Closeable {

    private static final String FILE_NAME = "lock";
    private static final String PROPERTY_PREFIX = "flowledger.spool.lock:";

    private final String property;
    private final FileChannel channel;

    private SpoolLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    static SpoolLock take(Path directory) throws IOException {
        String property = PROPERTY_PREFIX + directory.toRealPath();
        String self = Long.toString(ProcessHandle.current().pid());
        if (System.getProperties().putIfAbsent(property, self) != null) {
            throw new SpoolLockedException(directory, "this same process");
        }
        try {
            return new SpoolLock(property, lockFile(directory, self));
        } catch (IOException | RuntimeException e) {
            System.getProperties().remove(property);
            throw e;
        }
    }

    private static FileChannel lockFile(Path directory, String self) throws IOException {
        Path file = directory.resolve(FILE_NAME);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new SpoolLockedException(directory, "another process" + holder(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new SpoolLockedException(directory, "this same process");
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
