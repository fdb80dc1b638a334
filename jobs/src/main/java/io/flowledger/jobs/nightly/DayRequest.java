package io.flowledger.jobs.nightly;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/**
 * What a step is asked to do.
 *
 * @param day UTC
 * @param dryRun whether it only says what it would do
 * @param parallelism 0 for the engine's default
 * @param flinkSettings the user's own; they go before ours
 */
public record DayRequest(
        Path warehouse,
        LocalDate day,
        boolean dryRun,
        int parallelism,
        Map<String, String> flinkSettings) {

    public Instant start() {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Exclusive. */
    public Instant end() {
        return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
