package io.flowledger.cli;

import java.time.Duration;

/** Whose JVM a command runs in, which decides how it may end. */
enum HostProcess {
    /** The launcher's: embedded Flink leaves threads behind, so it is ended with the exit code. */
    OWN,

    /** {@code flink run}: a normal end is left to the client; an exit code is ours to give. */
    FLINK_CLIENT,

    /**
     * A JobManager that runs {@code main} itself (an application cluster, a jar started from the
     * web interface): ending it would end everybody's jobs, so what is wrong is thrown.
     */
    JOB_MANAGER;

    private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";
    private static final String ANY_CALLER = "org.apache.flink.client.program.PackagedProgram";

    /** Threads of Flink's RPC system; the name is Flink's own (its Pekko actor systems). */
    private static final String RPC_THREADS = "flink-pekko";

    private static final Duration MOST_TO_WAIT = Duration.ofSeconds(5);

    static HostProcess current() {
        if (isCalledBy(CLIENT)) {
            return FLINK_CLIENT;
        }
        return isCalledBy(ANY_CALLER) ? JOB_MANAGER : OWN;
    }

    void end(int exitCode) {
        switch (this) {
            case OWN -> {
                awaitEndOfEmbeddedFlink();
                System.exit(exitCode);
            }
            case FLINK_CLIENT -> {
                if (exitCode != 0) {
                    System.exit(exitCode);
                }
            }
            case JOB_MANAGER -> {
                if (exitCode != 0) {
                    throw new IllegalStateException(
                            "the command ended with " + exitCode + "; what is wrong is in the log");
                }
            }
        }
    }

    /**
     * An embedded cluster closes by itself after its last job, in the background, and takes the
     * classes of its RPC system with it. A shutdown hook of that system which runs at that moment
     * prints a stack trace for want of them.
     */
    private static void awaitEndOfEmbeddedFlink() {
        long deadline = System.nanoTime() + MOST_TO_WAIT.toNanos();
        try {
            while (isRpcAlive() && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isRpcAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(RPC_THREADS));
    }

    private static boolean isCalledBy(String className) {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.anyMatch(
                                        frame -> frame.getClassName().startsWith(className)));
    }
}
