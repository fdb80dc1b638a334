package io.flowledger.bench.traffic;

import java.time.Duration;

/**
 * A time in which exporters send at a multiple of their usual rate: from {@code from} until before
 * {@code to} after the start of the run.
 */
public record Surge(int factor, Duration from, Duration to) {

    public static final Surge NONE = new Surge(1, Duration.ZERO, Duration.ofNanos(1));

    public Surge {
        Require.that(factor >= 1, "--surge needs a factor of at least 1, as 100,10s,20s");
        Require.that(
                !from.isNegative() && from.compareTo(to) < 0,
                "--surge needs a start and a later end, as 100,10s,20s");
    }

    /** By what the rate is multiplied at that time after the start. */
    public int factorAt(long nanosSinceStart) {
        return nanosSinceStart >= from.toNanos() && nanosSinceStart < to.toNanos() ? factor : 1;
    }

    /** For how much longer the usual rate would have to go on to send as much. */
    Duration extra() {
        return to.minus(from).multipliedBy(factor - 1L);
    }
}
