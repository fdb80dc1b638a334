package io.flowledger.netflow.capture;

/** Where the packet just read lies in the input's buffer, and what its record says about it. */
final class CapturedPacket {

    int linkType;
    int offset;
    int length;
    boolean hasTimestamp;
    long timestampMicros;

    void at(int linkType, int offset, int length) {
        this.linkType = linkType;
        this.offset = offset;
        this.length = length;
        this.hasTimestamp = false;
        this.timestampMicros = 0;
    }

    void takenAt(long timestampMicros) {
        this.hasTimestamp = true;
        this.timestampMicros = timestampMicros;
    }
}
