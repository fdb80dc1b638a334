package io.flowledger.jobs;

import io.flowledger.ledger.audit.AuditedTime;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/**
 * What is to be audited.
 *
 * @param parallelism 0 for the engine's default
 * @param flinkSettings the user's own; they go before ours
 */
public record AuditRequest(
        Path warehouse, AuditedTime time, int parallelism, Map<String, String> flinkSettings) {}
