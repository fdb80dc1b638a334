package io.flowledger.jobs.rollup;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.Path;

/**
 * What is to be rolled up.
 *
 * @param day UTC; its month as well
 * @param views only these; empty for all
 * @param parallelism 0 for the engine's default
 * @param flinkSettings the user's own; they go before ours
 */
public record RollupRequest(
        Path warehouse,
        LocalDate day,
        Set<String> views,
        int parallelism,
        Map<String, String> flinkSettings) {

    boolean wants(String view) {
        return views.isEmpty() || views.contains(view);
    }
}
