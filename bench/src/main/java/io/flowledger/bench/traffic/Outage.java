package io.flowledger.bench.traffic;

import java.time.Duration;

/**
 * A time in which nothing gets through: whatever is generated from {@code from} until before {@code
 * to} after the start of the run is withheld.
 */
public record Outage(Duration from, Duration to) {

    public Outage {
        Require.that(
                !from.isNegative() && from.compareTo(to) < 0,
                "--withhold-between needs a start and a later end, as 10s,12s");
    }

    boolean covers(long microsSinceStart) {
        return microsSinceStart >= from.toNanos() / 1000 && microsSinceStart < to.toNanos() / 1000;
    }
}
