package io.flowledger.jobs;

import io.flowledger.jobs.accounting.AccountingSetup;
import io.flowledger.ledger.accounting.AccountedTime;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/**
 * What is to be accounted again.
 *
 * @param parallelism 0 for the engine's default
 * @param flinkSettings the user's own; they go before ours
 */
public record AccountRequest(
        Path warehouse,
        AccountedTime time,
        AccountingSetup setup,
        int parallelism,
        Map<String, String> flinkSettings) {}
