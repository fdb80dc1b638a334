package io.flowledger.jobs;

import io.flowledger.netflow.source.SourceActivity;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a collect job so that the next run goes on as if it had not ended: waits until what was
 * received is read, then stops the job with a savepoint. A job that simply finished would take its
 * open gaps and all it knows of sessions with it. Runs on a thread of its own, since both may take
 * as long as a disk is full.
 */
final class OrderlyStop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);
    private static final long LOOK_MILLIS = 100;

    /** How often in a row nothing more may come, until all is taken to be read. */
    private static final int QUIET_LOOKS = 4;

    /** A spool that another process goes on filling may never be read to its end. */
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private static final long RETRY_MILLIS = 2_000;

    private final EmbeddedRun run;
    private final String sourceId;
    private final CheckpointFolder checkpoints;
    private volatile Path savepoint;
    private volatile String problem;

    private OrderlyStop(EmbeddedRun run, String sourceId, CheckpointFolder checkpoints) {
        this.run = run;
        this.sourceId = sourceId;
        this.checkpoints = checkpoints;
    }

    static OrderlyStop begin(EmbeddedRun run, String sourceId, CheckpointFolder checkpoints) {
        OrderlyStop stop = new OrderlyStop(run, sourceId, checkpoints);
        Thread thread = new Thread(stop, "orderly-stop");
        thread.setDaemon(true);
        thread.start();
        return stop;
    }

    /** Why it has not succeeded yet. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** The savepoint has everything: what was left by earlier runs can go. */
    void tidy() throws IOException {
        if (savepoint != null) {
            checkpoints.keepOnly(savepoint);
        }
    }

    @Override
    public void run() {
        try {
            awaitRead();
            while (!run.isOver() && savepoint == null) {
                try {
                    savepoint = run.stopWithSavepoint(checkpoints.path());
                } catch (ExecutionException e) {
                    LOG.warn("The job could not be stopped with a savepoint; trying again", e);
                    problem = "the state could not be saved, trying again: " + rootMessage(e);
                    Thread.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitRead() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MILLIS);
        long before = -1;
        int quiet = 0;
        while (quiet < QUIET_LOOKS && !run.isOver()) {
            Thread.sleep(LOOK_MILLIS);
            boolean running = run.isRunning();
            long now = SourceActivity.of(sourceId).summary().datagrams();
            boolean read = running && SourceActivity.of(sourceId).summary().backlogBytes() == 0;
            quiet = read && now == before ? quiet + 1 : 0;
            before = now;
            if (running && System.nanoTime() - deadline > 0) {
                return;
            }
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
