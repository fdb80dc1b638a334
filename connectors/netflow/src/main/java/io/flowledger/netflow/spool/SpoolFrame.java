package io.flowledger.netflow.spool;

/** Flyweight over one frame in the bytes of a {@link FrameBatch}. */
public final class SpoolFrame {

    private byte[] bytes;
    private int offset;

    public SpoolFrame wrap(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.offset = offset;
        return this;
    }

    public FrameType type() {
        return FrameType.ofCode(FrameLayout.u16(bytes, offset + FrameLayout.TYPE));
    }

    /** Microseconds since 1970; never falls within a spool. */
    public long receivedAtMicros() {
        return FrameLayout.i64(bytes, offset + FrameLayout.RECEIVED);
    }

    public long addressHigh() {
        return FrameLayout.i64(bytes, offset + FrameLayout.ADDRESS_HIGH);
    }

    public long addressLow() {
        return FrameLayout.i64(bytes, offset + FrameLayout.ADDRESS_LOW);
    }

    public int port() {
        return FrameLayout.u16(bytes, offset + FrameLayout.PORT);
    }

    public byte[] bytes() {
        return bytes;
    }

    public int payloadOffset() {
        return offset + FrameLayout.HEADER;
    }

    public int payloadLength() {
        return FrameLayout.i32(bytes, offset + FrameLayout.LENGTH) - FrameLayout.HEADER;
    }

    /** Where the next frame of the batch begins. */
    public int nextOffset() {
        return offset + alignedLength();
    }

    /** Position of this frame in the spool. */
    public long position() {
        return FrameLayout.i64(bytes, offset + FrameLayout.POSITION);
    }

    /** Position after this frame: what to resume from once it has been consumed. */
    public long endPosition() {
        return position() + alignedLength();
    }

    private int alignedLength() {
        return FrameLayout.align(FrameLayout.i32(bytes, offset + FrameLayout.LENGTH));
    }
}
