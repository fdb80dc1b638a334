package io.flowledger.netflow.spool;

/**
 * Waits for a thread of ours to end, through interrupts: what it uses is unmapped afterwards, so
 * going on without it would crash the process.
 */
final class Joining {

    private Joining() {}

    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
