package io.flowledger.cli;

import java.util.function.LongSupplier;

/** Says on standard error how far a job over the archive is. */
final class BatchConsole implements AutoCloseable {

    private static final long REFRESH_MILLIS = 1_000;

    private final StatusLine line = new StatusLine(System.err);
    private final LongSupplier done;
    private final String what;
    private final String then;
    private final Thread thread = new Thread(this::follow, "batch-console");

    /**
     * @param then what it does once all is read
     */
    BatchConsole(LongSupplier flowsRead, String then) {
        this(flowsRead, "flows read", then);
    }

    /**
     * @param what is done, as it is counted
     * @param then what it does while that stands still
     */
    BatchConsole(LongSupplier done, String what, String then) {
        this.done = done;
        this.what = what;
        this.then = then;
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        long before = 0;
        try {
            while (true) {
                Thread.sleep(REFRESH_MILLIS);
                long now = done.getAsLong();
                line.show(
                        Amounts.count(now)
                                + " "
                                + what
                                + " · "
                                + (now == before ? then : Amounts.rate(now - before)));
                before = now;
            }
        } catch (InterruptedException over) {
            line.end();
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
