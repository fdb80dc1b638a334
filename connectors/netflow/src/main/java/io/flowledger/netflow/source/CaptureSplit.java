package io.flowledger.netflow.source;

/**
 * A capture file.
 *
 * @param uri of any file system that Flink knows
 * @param position byte offset after the last emitted packet
 */
record CaptureSplit(String uri, long position) implements NetflowSplit {

    static final String ID_PREFIX = "capture:";

    static CaptureSplit fresh(String uri) {
        return new CaptureSplit(uri, 0);
    }

    @Override
    public String splitId() {
        return ID_PREFIX + uri;
    }

    @Override
    public CaptureSplit withPosition(long newPosition) {
        return new CaptureSplit(uri, newPosition);
    }
}
