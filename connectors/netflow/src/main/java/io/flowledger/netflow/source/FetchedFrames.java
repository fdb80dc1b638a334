package io.flowledger.netflow.source;

/**
 * Whole spool frames, back to back from index 0 to {@code length}.
 *
 * @param afterEviction whether frames before them were deleted unread
 */
record FetchedFrames(byte[] bytes, int length, long endPosition, boolean afterEviction)
        implements Fetched {}
