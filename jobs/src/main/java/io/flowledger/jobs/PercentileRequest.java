package io.flowledger.jobs;

import io.flowledger.jobs.bill.BillOrder;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/**
 * A bill of a month to be made, or one that is closed to be looked at again.
 *
 * @param close whether it is to be closed with that
 * @param dryRun whether nothing is to be changed
 * @param now which months are over by, and what is entered gets
 * @param parallelism 0 for the engine's default
 * @param flinkSettings the user's own; they go before ours
 */
public record PercentileRequest(
        Path warehouse,
        BillOrder order,
        YearMonth month,
        boolean close,
        boolean dryRun,
        Instant now,
        int parallelism,
        Map<String, String> flinkSettings) {}
