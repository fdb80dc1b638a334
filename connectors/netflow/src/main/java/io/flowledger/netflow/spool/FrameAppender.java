package io.flowledger.netflow.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Writes frames into one segment, one after the other. Hot path: it allocates nothing. */
final class FrameAppender {

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final WritableSegment segment;
    private final ByteBuffer buffer;
    private final CRC32C crc = new CRC32C();
    private int offset;
    private long lastReceived;

    FrameAppender(WritableSegment segment, int offset, long lastReceived) {
        this.segment = segment;
        this.buffer = segment.buffer();
        this.offset = offset;
        this.lastReceived = lastReceived;
    }

    boolean hasRoomFor(int payloadLength) {
        return segment.size() - offset >= FrameLayout.align(FrameLayout.HEADER + payloadLength);
    }

    void append(int type, long micros, long high, long low, int port, ByteBuffer payload) {
        int payloadLength = payload.remaining();
        int length = FrameLayout.HEADER + payloadLength;
        buffer.put(offset + FrameLayout.HEADER, payload, payload.position(), payloadLength);
        lastReceived = Math.max(lastReceived, micros);
        writeHeader(type, high, low, port);
        publish(length, length);
    }

    /** Covers this many bytes, a multiple of 8 and at least a header, with a pad. */
    void pad(int length) {
        writeHeader(FrameType.PAD_CODE, 0, 0, 0);
        publish(length, FrameLayout.HEADER);
    }

    /** Covers what is left; less than a header needs no pad, readers know that nothing fits. */
    void padToEnd() {
        if (hasRoomFor(EMPTY.remaining())) {
            pad(segment.size() - offset);
        }
        offset = segment.size();
    }

    void skipSound(int alignedLength, long receivedAtMicros) {
        offset += alignedLength;
        lastReceived = Math.max(lastReceived, receivedAtMicros);
    }

    int offset() {
        return offset;
    }

    long position() {
        return segment.base() + offset;
    }

    long lastReceived() {
        return lastReceived;
    }

    WritableSegment segment() {
        return segment;
    }

    private void writeHeader(int type, long high, long low, int port) {
        buffer.putLong(offset + FrameLayout.POSITION, segment.base() + offset);
        buffer.putLong(offset + FrameLayout.RECEIVED, lastReceived);
        buffer.putLong(offset + FrameLayout.ADDRESS_HIGH, high);
        buffer.putLong(offset + FrameLayout.ADDRESS_LOW, low);
        buffer.putShort(offset + FrameLayout.PORT, (short) port);
        buffer.putShort(offset + FrameLayout.TYPE, (short) type);
    }

    private void publish(int length, int covered) {
        buffer.putInt(offset + FrameLayout.CRC, FrameScan.crcOf(buffer, crc, offset, covered));
        FrameLayout.publishLength(buffer, offset, length);
        offset += FrameLayout.align(length);
        SegmentHeader.publishTail(buffer, segment.base() + offset);
    }
}
