package io.flowledger.netflow.spool;

/**
 * Whole frames copied out of a spool into one array, checked. Walk them with {@link SpoolFrame}
 * from offset 0 to {@link #length()}.
 */
public final class FrameBatch {

    private final byte[] bytes;
    private int length;
    private int frameCount;
    private long endPosition;

    public FrameBatch(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public int frameCount() {
        return frameCount;
    }

    /** Position in the spool from which to read on after this batch. */
    public long endPosition() {
        return endPosition;
    }

    void clear(long position) {
        length = 0;
        frameCount = 0;
        endPosition = position;
    }

    boolean hasRoomFor(int alignedLength) {
        return bytes.length - length >= alignedLength;
    }

    void added(int alignedLength) {
        length += alignedLength;
        frameCount++;
    }

    void endsAt(long position) {
        endPosition = position;
    }
}
