package io.flowledger.netflow.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Spare segments, made ahead of need by a thread of their own: first touch of 64 MiB takes a tenth
 * of a second, which the receiving thread does not have. The same thread deletes what has expired.
 */
final class SegmentPool implements Closeable {

    private static final int SPARES_IDLE = 1;
    private static final int SPARES_BUSY = 3;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /**
     * Longest wait for a spare that is being made. The socket's buffer takes what comes meanwhile;
     * taking it out only to drop it would also take the processor from the thread that makes the
     * spare.
     */
    private static final long MAX_WAIT_MILLIS = 500;

    private final SegmentStore store;
    private final LinkedBlockingQueue<WritableSegment> spares = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile long activeBase;
    private volatile int wanted = SPARES_IDLE;
    private volatile String problem;
    private volatile boolean closed;
    private boolean waitedInVain;

    SegmentPool(SegmentStore store, String name, long activeBase) {
        this.store = store;
        this.activeBase = activeBase;
        thread = new Thread(this::run, "spool-segments " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A spare segment or null; waits at most once, briefly, per shortage. Writer's thread. */
    WritableSegment take() {
        WritableSegment segment = spares.poll();
        if (segment == null && problem == null && !waitedInVain) {
            segment = await();
            waitedInVain = segment == null;
        }
        if (segment != null) {
            waitedInVain = false;
            problem = null;
            wanted = SPARES_BUSY;
        }
        return segment;
    }

    void giveBack(WritableSegment segment) {
        spares.add(segment);
    }

    void activeIs(long base) {
        activeBase = base;
        LockSupport.unpark(thread);
    }

    /** Why there is no spare segment, for people; null when all is well. */
    String problem() {
        return spares.isEmpty() ? problem : null;
    }

    private WritableSegment await() {
        LockSupport.unpark(thread);
        try {
            return spares.poll(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void run() {
        while (!closed) {
            try {
                while (!closed && spares.size() < wanted) {
                    WritableSegment spare = store.makeSpare(activeBase, spares.size());
                    problem = null;
                    spares.add(spare);
                }
                store.deleteExpired(activeBase);
            } catch (IOException | RuntimeException e) {
                problem = e.getMessage() == null ? e.toString() : e.getMessage();
            }
            if (!closed) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        LockSupport.unpark(thread);
        Joining.join(thread);
        for (WritableSegment spare; (spare = spares.poll()) != null; ) {
            spare.close();
            Files.deleteIfExists(spare.file());
        }
    }
}
