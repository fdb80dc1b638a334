package io.flowledger.netflow.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Tells sound frames from damage in a mapped segment: for recovery, and for readers that hit it.
 */
final class FrameScan {

    private final ByteBuffer segment;
    private final long base;
    private final int limit;
    private final CRC32C crc = new CRC32C();

    /**
     * @param segment a view of its own, since its position and limit are moved
     */
    FrameScan(ByteBuffer segment, long base, int limit) {
        this.segment = segment;
        this.base = base;
        this.limit = limit;
    }

    /** Aligned length of the frame at this offset, or -1 when there is no sound one. */
    int soundLength(int offset) {
        int length = FrameLayout.acquireLength(segment, offset);
        if (length < FrameLayout.HEADER
                || length > limit - offset
                || FrameLayout.align(length) > limit - offset
                || segment.getLong(offset + FrameLayout.POSITION) != base + offset) {
            return -1;
        }
        int covered = isPad(offset) ? FrameLayout.HEADER : length;
        return crcOf(segment, crc, offset, covered) == segment.getInt(offset + FrameLayout.CRC)
                ? FrameLayout.align(length)
                : -1;
    }

    /** Offset of the first sound frame from this offset on, or -1. */
    int nextSound(int from) {
        for (int at = from; at <= limit - FrameLayout.HEADER; at += FrameLayout.ALIGNMENT) {
            if (segment.getLong(at + FrameLayout.POSITION) == base + at && soundLength(at) >= 0) {
                return at;
            }
        }
        return -1;
    }

    boolean isPad(int offset) {
        return type(offset) == FrameType.PAD_CODE;
    }

    int type(int offset) {
        return segment.getShort(offset + FrameLayout.TYPE) & 0xFFFF;
    }

    /** The CRC of a frame in a direct buffer; moves position and limit, allocates nothing. */
    static int crcOf(ByteBuffer buffer, CRC32C crc, int offset, int length) {
        buffer.limit(offset + length).position(offset + FrameLayout.CRC_START);
        crc.reset();
        crc.update(buffer);
        buffer.clear();
        return (int) crc.getValue();
    }
}
