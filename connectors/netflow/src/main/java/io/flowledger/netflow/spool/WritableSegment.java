package io.flowledger.netflow.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A segment file mapped for writing. It has one owner at a time: pool, then writer, then syncer.
 */
final class WritableSegment implements Closeable {

    private static final int PAGE = 4096;

    private final FileChannel channel;
    private final MappedByteBuffer buffer;
    private final int size;
    private Path file;
    private long base = SegmentHeader.NO_BASE;
    private int forcedTo;
    private volatile boolean retired;

    private WritableSegment(Path file, FileChannel channel, int size) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = size;
        this.buffer = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A new file of zeros, every page of it allocated and in memory. */
    static WritableSegment allocate(Path file, int size, SegmentAllocator allocator)
            throws IOException {
        WritableSegment segment = open(file, size, allocator, StandardOpenOption.CREATE_NEW);
        for (int at = 0; at < size; at += PAGE) {
            segment.buffer.put(at, (byte) 0);
        }
        return segment;
    }

    /** An existing segment to go on with; one that lost its end is filled up with zeros. */
    static WritableSegment reopen(Path file, long base, int size, SegmentAllocator allocator)
            throws IOException {
        WritableSegment segment = open(file, size, allocator, StandardOpenOption.WRITE);
        segment.base = base;
        return segment;
    }

    /**
     * An old segment made new: readers that still map it are told first, then it is zeroed. Its
     * blocks and its page cache are there already, which makes this several times as fast as new.
     */
    static WritableSegment recycle(Path old, Path file, int size) throws IOException {
        Files.move(old, file, StandardCopyOption.ATOMIC_MOVE);
        WritableSegment segment =
                open(file, size, SegmentAllocator.WRITING_ZEROS, StandardOpenOption.WRITE);
        SegmentHeader.clearBase(segment.buffer);
        segment.zeroFrom(SegmentHeader.LENGTH);
        return segment;
    }

    private static WritableSegment open(
            Path file, int size, SegmentAllocator allocator, StandardOpenOption how)
            throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, how);
        try {
            allocator.allocate(channel, size);
            return new WritableSegment(file, channel, size);
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (how == StandardOpenOption.CREATE_NEW) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
    }

    /** Makes a spare the segment at this base, under its name. */
    void begin(Path directory, long newBase, long receivedLast) throws IOException {
        Path named = SegmentFiles.segment(directory, newBase);
        SegmentHeader.write(buffer, size, newBase, receivedLast);
        Files.move(file, named, StandardCopyOption.ATOMIC_MOVE);
        file = named;
        base = newBase;
    }

    void zeroFrom(int offset) {
        byte[] zeros = new byte[64 << 10];
        for (int at = offset; at < size; at += zeros.length) {
            buffer.put(at, zeros, 0, Math.min(zeros.length, size - at));
        }
    }

    MappedByteBuffer buffer() {
        return buffer;
    }

    int size() {
        return size;
    }

    long base() {
        return base;
    }

    Path file() {
        return file;
    }

    /** It is full. The file may be recycled under this mapping before it is closed. */
    void retire() {
        retired = true;
    }

    /**
     * The frames written so far, and the name of this file, are on the disk afterwards. Only they:
     * forcing the whole file would write the zeros ahead too, and have each page of them faulted in
     * again when its frames come.
     */
    synchronized void forceWritten() throws IOException {
        if (forcedTo == 0) {
            SegmentFiles.syncDirectory(file.getParent());
        }
        int written = retired ? size : (int) (SegmentHeader.tail(buffer) - base);
        if (written > forcedTo && written <= size) {
            try {
                buffer.force(forcedTo, written - forcedTo);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            forcedTo = written;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Mapping.release(buffer);
    }
}
