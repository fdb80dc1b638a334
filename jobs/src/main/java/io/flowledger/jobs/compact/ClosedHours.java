package io.flowledger.jobs.compact;

import io.flowledger.jobs.OpenMinutes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.core.fs.Path;

/**
 * Which hours get no more flows: those that are over, and that no collect holds open.
 *
 * @param end hours that end by then are closed
 */
record ClosedHours(Instant end) {

    static ClosedHours of(Path warehouse, Instant now) throws IOException {
        long held = OpenMinutes.of(warehouse).heldFromMillis();
        return new ClosedHours(held < now.toEpochMilli() ? Instant.ofEpochMilli(held) : now);
    }

    boolean has(Instant hour) {
        return !hour.plus(Duration.ofHours(1)).isAfter(end);
    }
}
