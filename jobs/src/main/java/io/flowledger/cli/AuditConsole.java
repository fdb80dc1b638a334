package io.flowledger.cli;

import io.flowledger.jobs.AuditJob;

/** Says on standard error how far a long audit is. */
final class AuditConsole implements AutoCloseable {

    private static final long REFRESH_MILLIS = 1_000;

    private final StatusLine line = new StatusLine(System.err);
    private final Thread thread = new Thread(this::follow, "audit-console");

    AuditConsole() {
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        long before = 0;
        try {
            while (true) {
                Thread.sleep(REFRESH_MILLIS);
                long now = AuditJob.flowsRead();
                line.show(
                        Amounts.count(now)
                                + " flows read · "
                                + (now == before
                                        ? "sorting and recounting"
                                        : Amounts.rate(now - before)));
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
