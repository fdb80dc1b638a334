package io.flowledger.netflow.spool;

/**
 * A segment that is no longer written.
 *
 * @param sealedAtMicros receive time of its last frame
 */
record StoredSegment(long base, int size, long sealedAtMicros) {

    long end() {
        return base + size;
    }
}
