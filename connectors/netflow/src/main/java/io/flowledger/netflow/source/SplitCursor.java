package io.flowledger.netflow.source;

import java.io.Closeable;
import java.io.IOException;

/** Reads one split forward, without blocking; for the fetcher thread. */
interface SplitCursor extends Closeable {

    /** The next part, or null when nothing is there now. */
    Fetched poll() throws IOException;

    /** Nothing will come any more. */
    boolean isFinished();
}
