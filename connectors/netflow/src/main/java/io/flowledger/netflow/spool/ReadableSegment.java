package io.flowledger.netflow.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A segment file mapped for reading. */
final class ReadableSegment implements Closeable {

    private final MappedByteBuffer buffer;
    private final FrameScan scan;
    private final long base;
    private final int size;
    private final int limit;

    private ReadableSegment(MappedByteBuffer buffer, long base) {
        this.buffer = buffer;
        this.base = base;
        size = SegmentHeader.size(buffer);
        limit = Math.min(size, buffer.capacity() & -FrameLayout.ALIGNMENT);
        scan = new FrameScan(buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN), base, limit);
    }

    /** Null when the file is not (any more, or yet) this segment. */
    static ReadableSegment open(Path directory, long base) throws IOException {
        Path file = SegmentFiles.segment(directory, base);
        MappedByteBuffer buffer;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = Math.min(channel.size(), Integer.MAX_VALUE);
            if (length < SegmentHeader.LENGTH) {
                return null;
            }
            buffer = channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
        } catch (NoSuchFileException e) {
            return null;
        }
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (buffer.getLong(0) == 0 || SegmentHeader.holds(buffer, SegmentHeader.NO_BASE)) {
                Mapping.release(buffer);
                return null;
            }
            SegmentHeader.check(buffer, file);
            return new ReadableSegment(buffer, base);
        } catch (IOException e) {
            Mapping.release(buffer);
            throw e;
        }
    }

    MappedByteBuffer buffer() {
        return buffer;
    }

    FrameScan scan() {
        return scan;
    }

    long base() {
        return base;
    }

    /** Position after this segment. */
    long end() {
        return base + size;
    }

    /** Bytes of it that the file has; less than its size only when the file was cut. */
    int limit() {
        return limit;
    }

    boolean isCut() {
        return limit < size;
    }

    /** False once the file has been recycled into another segment. */
    boolean isStillItself() {
        return SegmentHeader.holds(buffer, base);
    }

    @Override
    public void close() {
        Mapping.release(buffer);
    }
}
