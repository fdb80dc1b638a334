package io.flowledger.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM as an orderly stop. A command holds one for as long as it runs; it is asked to
 * end and ends by itself, with its own exit code.
 *
 * <p>The signals are handled, not left to shutdown hooks: those run all at once, and Flink's close
 * the very parts that a job needs to be read to its end.
 */
final class StopSignal implements AutoCloseable {

    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    private static final int KILLED = 130;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Map<Signal, SignalHandler> before = new HashMap<>();
    private final Duration patience;

    /**
     * @param patience how long the command may take to end once it is asked to
     */
    StopSignal(Duration patience) {
        this.patience = patience;
        for (Signal signal : signals()) {
            try {
                before.put(signal, Signal.handle(signal, this::received));
            } catch (IllegalArgumentException handledByTheJvm) {
                // started with -Xrs: then it ends the JVM, and the next run resumes as after a kill
            }
        }
    }

    private static List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        for (String name : NAMES) {
            signals.add(new Signal(name));
        }
        return signals;
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits until a stop is asked for, at most that long. */
    boolean await(Duration duration) throws InterruptedException {
        return requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void received(Signal signal) {
        if (isRequested()) {
            System.err.println("flowledger: asked twice, stopping at once");
            Runtime.getRuntime().halt(KILLED);
        }
        requested.countDown();
        Thread watch = new Thread(this::endIfItTakesTooLong, "stop-patience");
        watch.setDaemon(true);
        watch.start();
    }

    private void endIfItTakesTooLong() {
        try {
            if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println(
                        "flowledger: not ended within "
                                + Amounts.duration(patience)
                                + ", stopping at once; the next run resumes as after a kill");
                Runtime.getRuntime().halt(KILLED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended, one way or the other. */
    @Override
    public void close() {
        finished.countDown();
        before.forEach(Signal::handle);
    }
}
