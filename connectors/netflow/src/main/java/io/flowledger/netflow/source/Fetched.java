package io.flowledger.netflow.source;

/**
 * What the fetcher thread hands to the task thread at once: the part of a split up to {@link
 * #endPosition()}. Its bytes are shared with the datagrams emitted from it and never written again.
 */
sealed interface Fetched permits FetchedFrames, FetchedPackets {

    long endPosition();
}
