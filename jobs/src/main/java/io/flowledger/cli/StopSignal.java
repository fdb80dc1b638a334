package io.flowledger.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as an orderly stop: the JVM is held back from ending until the command says
 * that it has finished, and then ends with 0 if all was done, not with the signal's number. A
 * command holds one for as long as it runs.
 */
final class StopSignal implements AutoCloseable {

    private static final int FAILED = 1;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = FAILED;

    StopSignal(Duration patience) {
        hook = new Thread(() -> holdBack(patience), "stop-signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits until a stop is asked for, at most that long. */
    boolean await(Duration duration) throws InterruptedException {
        return requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** All that the command was asked for is done. */
    void succeeded() {
        exitCode = 0;
    }

    /** The command has ended, one way or the other. */
    @Override
    public void close() {
        System.out.flush();
        System.err.flush();
        if (!isRequested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDownNow) {
                // the hook runs and waits for us
            }
        }
        finished.countDown();
    }

    private void holdBack(Duration patience) {
        requested.countDown();
        try {
            if (finished.await(patience.toMillis(), TimeUnit.MILLISECONDS) && exitCode == 0) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
