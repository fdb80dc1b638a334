package io.flowledger.cli;

import java.util.function.LongSupplier;

/** Says on standard error how far a job over the archive is. */
final class BatchConsole implements AutoCloseable {

    private static final long REFRESH_MILLIS = 1_000;

    private final StatusLine line = new StatusLine(System.err);
    private final LongSupplier flowsRead;
    private final String then;
    private final Thread thread = new Thread(this::follow, "batch-console");

    /**
     * @param then what it does once all is read
     */
    BatchConsole(LongSupplier flowsRead, String then) {
        this.flowsRead = flowsRead;
        this.then = then;
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        long before = 0;
        try {
            while (true) {
                Thread.sleep(REFRESH_MILLIS);
                long now = flowsRead.getAsLong();
                line.show(
                        Amounts.count(now)
                                + " flows read · "
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
