package io.flowledger.netflow.spool;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Forces segments to the disk beside the receiving thread and closes those it has left. A thread of
 * its own, not the pool's: a slow disk must not keep spare segments from being made.
 */
final class SegmentSync implements Closeable {

    private static final long CLOSING_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SyncPolicy policy;
    private final long pauseNanos;
    private final ConcurrentLinkedQueue<WritableSegment> retired = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile WritableSegment active;
    private volatile String problem;
    private volatile boolean closed;

    SegmentSync(SpoolOptions options, String name, WritableSegment active) {
        this.policy = options.sync();
        this.active = active;
        pauseNanos =
                policy == SyncPolicy.INTERVAL
                        ? options.syncInterval().toNanos()
                        : CLOSING_PAUSE_NANOS;
        thread = new Thread(this::run, "spool-sync " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The writer goes on in another segment; the one it left is synced and closed here. */
    void moved(WritableSegment from, WritableSegment to) {
        from.retire();
        active = to;
        retired.add(from);
    }

    String problem() {
        return problem;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(pauseNanos);
            if (!closed) {
                closeRetired();
                if (policy == SyncPolicy.INTERVAL) {
                    force(active);
                }
            }
        }
    }

    private void closeRetired() {
        for (WritableSegment segment; (segment = retired.poll()) != null; ) {
            if (policy != SyncPolicy.NONE) {
                force(segment);
            }
            try {
                segment.close();
            } catch (IOException e) {
                problem = "cannot close " + segment.file() + ": " + e.getMessage();
            }
        }
    }

    private void force(WritableSegment segment) {
        try {
            segment.forceWritten();
            problem = null;
        } catch (IOException e) {
            problem = "cannot sync " + segment.file() + ": " + e.getMessage();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Joining.join(thread);
        closeRetired();
    }
}
