package io.flowledger.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as an orderly stop: the JVM is held back from ending until the command says
 * that it has finished. A command holds one for as long as it runs.
 */
final class StopSignal implements AutoCloseable {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    StopSignal(Duration patience) {
        hook =
                new Thread(
                        () -> {
                            requested.countDown();
                            try {
                                finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop-signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits until a stop is asked for, at most that long. */
    boolean await(Duration duration) throws InterruptedException {
        return requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The command has done all it had to do. */
    @Override
    public void close() {
        System.out.flush();
        System.err.flush();
        if (isRequested()) {
            finished.countDown();
        } else {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDownNow) {
                finished.countDown();
            }
        }
    }
}
