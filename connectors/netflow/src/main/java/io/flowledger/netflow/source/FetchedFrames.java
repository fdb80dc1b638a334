package io.flowledger.netflow.source;

/** Whole spool frames, back to back from index 0 to {@code length}. */
record FetchedFrames(byte[] bytes, int length, long endPosition) implements Fetched {}
