package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.Refusal;
import java.util.Map;

/**
 * What was refused from one exporter.
 *
 * @param exporter address as text, or "others" past the limit of exporters told apart
 */
public record RefusingExporter(String exporter, long total, Map<Refusal.Reason, Long> byReason) {}
