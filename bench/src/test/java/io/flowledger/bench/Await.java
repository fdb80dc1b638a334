package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Waiting for what other processes do, for as long as a slow machine may need. */
final class Await {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Await() {}

    static void until(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime())
                    .as(what + " within " + PATIENCE.toSeconds() + " s")
                    .isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }
}
