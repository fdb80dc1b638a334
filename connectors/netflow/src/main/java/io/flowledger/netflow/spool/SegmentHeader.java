package io.flowledger.netflow.spool;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The first bytes of a segment file, little-endian; frames follow at {@link #LENGTH}.
 *
 * <pre>
 *   0                8        12       16               24                 32              40      64
 *   +----------------+--------+--------+----------------+------------------+---------------+-------+
 *   |    "FLSPOOL1"  |version |  size  | base position  |received last (µs)| tail position | zeros |
 *   +----------------+--------+--------+----------------+------------------+---------------+-------+
 * </pre>
 *
 * The base position is written last and taken away first when a segment is recycled, so a reader
 * that still maps the file can tell. "Received last" is the time of the last frame before this
 * segment. The tail position follows the writer and only serves backlog figures.
 */
final class SegmentHeader {

    static final int LENGTH = 64;
    static final long NO_BASE = -1;

    private static final long MAGIC = 0x314C_4F4F_5053_4C46L;
    private static final int VERSION = 1;

    private static final int VERSION_AT = 8;
    private static final int SIZE_AT = 12;
    private static final int BASE_AT = 16;
    private static final int RECEIVED_LAST_AT = 24;
    private static final int TAIL_AT = 32;

    private static final VarHandle LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private SegmentHeader() {}

    static void write(ByteBuffer buffer, int size, long base, long receivedLast) {
        buffer.putLong(0, MAGIC);
        buffer.putInt(VERSION_AT, VERSION);
        buffer.putInt(SIZE_AT, size);
        buffer.putLong(RECEIVED_LAST_AT, receivedLast);
        buffer.putLong(TAIL_AT, base + LENGTH);
        LONG.setRelease(buffer, BASE_AT, base);
    }

    static void clearBase(ByteBuffer buffer) {
        LONG.setVolatile(buffer, BASE_AT, NO_BASE);
    }

    static boolean holds(ByteBuffer buffer, long base) {
        return (long) LONG.getVolatile(buffer, BASE_AT) == base;
    }

    static void publishTail(ByteBuffer buffer, long position) {
        LONG.setRelease(buffer, TAIL_AT, position);
    }

    static long tail(ByteBuffer buffer) {
        return (long) LONG.getAcquire(buffer, TAIL_AT);
    }

    static int size(ByteBuffer buffer) {
        return buffer.getInt(SIZE_AT);
    }

    static long receivedLast(ByteBuffer buffer) {
        return buffer.getLong(RECEIVED_LAST_AT);
    }

    /** Refuses what is no segment, or one of a format this program does not know. */
    static void check(ByteBuffer buffer, Path file) throws IOException {
        if (buffer.getLong(0) != MAGIC) {
            throw new SpoolFormatException(
                    file
                            + " is not a spool segment, or its beginning is damaged; move it out of"
                            + " the spool directory");
        }
        int version = buffer.getInt(VERSION_AT);
        if (version > VERSION) {
            throw new SpoolFormatException(
                    file
                            + " has spool format version "
                            + version
                            + ", this program reads up to "
                            + VERSION
                            + "; use the newer program, or another spool directory");
        }
        int size = buffer.getInt(SIZE_AT);
        if (version < 1 || size <= LENGTH || size % FrameLayout.ALIGNMENT != 0) {
            throw new SpoolFormatException(
                    file
                            + " has a damaged spool segment header (version "
                            + version
                            + ", size "
                            + size
                            + "); move it out of the spool directory");
        }
    }
}
