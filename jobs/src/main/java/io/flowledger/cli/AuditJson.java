package io.flowledger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.ledger.audit.EpochBalance;
import io.flowledger.ledger.audit.ExporterBalance;
import io.flowledger.ledger.audit.JudgedEpoch;
import io.flowledger.ledger.audit.LedgerBalance;
import io.flowledger.ledger.audit.SessionLine;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Interval;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An audit for scripts: one object, whose field names do not change. Unknown is null. */
final class AuditJson {

    private AuditJson() {}

    static String of(LedgerBalance ledger) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("balances", ledger.balances());
        all.put("from", time(ledger.time().fromMillis(), Long.MIN_VALUE));
        all.put("to", time(ledger.time().toMillis(), Long.MAX_VALUE));
        all.put("exporters", ledger.exporters().stream().map(AuditJson::exporter).toList());
        Map<String, Object> total = new LinkedHashMap<>();
        total.put("exporters", ledger.exporters().size());
        sums(ledger.total(), total);
        all.put("total", total);
        try {
            return new ObjectMapper().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values did not become JSON", e);
        }
    }

    private static Map<String, Object> exporter(ExporterBalance exporter) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("exporter", exporter.exporter());
        sums(exporter, one);
        one.put("problems", exporter.problems());
        one.put("sessions", exporter.epochs().stream().map(AuditJson::epoch).toList());
        return one;
    }

    private static void sums(ExporterBalance balance, Map<String, Object> fields) {
        boolean known = balance.isLossKnown();
        fields.put("balances", balance.balances());
        fields.put("sent", known ? balance.sent() : null);
        fields.put("archived", balance.archived());
        fields.put("lost", known ? balance.lost() : null);
        fields.put("lostByCause", balance.lostByCause());
        fields.put("lostDatagrams", balance.lostDatagrams());
        fields.put("open", known ? balance.open() : null);
        fields.put("octets", measure(balance.octets(), known));
        fields.put("packets", measure(balance.packets(), known));
        Map<String, Object> unknown = new LinkedHashMap<>();
        unknown.put("restarts", balance.restarts());
        unknown.put("atLeast", balance.atLeast());
        fields.put("unknown", unknown);
        fields.put("duplicateFlows", balance.duplicateFlows());
        fields.put("unexplained", balance.unexplained());
        fields.put("unaudited", balance.unaudited());
        fields.put("unnumbered", balance.unnumbered());
        double coverage = balance.coverage();
        fields.put(
                "coveragePercent",
                Double.isNaN(coverage) ? null : Math.round(coverage * 10_000) / 10_000.0);
        fields.put("verdict", balance.verdict());
    }

    /** What the lost flows would have added, and between what it is believed to be. */
    private static Map<String, Object> measure(Estimate estimate, boolean known) {
        long archived = estimate.observed();
        Interval interval = estimate.interval();
        boolean estimated = known && estimate.value().isPresent();
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("archived", archived);
        one.put(
                "lostEstimate",
                estimated ? Math.round(estimate.value().getAsDouble() - archived) : null);
        one.put("lower", known ? Math.round(interval.lower() - archived) : null);
        one.put("upper", estimated ? Math.round(interval.upper().getAsDouble() - archived) : null);
        return one;
    }

    private static Map<String, Object> epoch(JudgedEpoch judged) {
        EpochBalance balance = judged.balance();
        boolean flows = balance.unitsAreFlows() && balance.isNumbered();
        boolean counted = balance.isNumbered();
        Map<String, Object> one = new LinkedHashMap<>();
        int port = balance.session().port();
        one.put("port", port == SessionLine.ANY_PORT ? null : port);
        one.put("engineType", balance.session().engineType());
        one.put("engineId", balance.session().engineId());
        one.put("epoch", time(balance.epochMillis(), Long.MIN_VALUE));
        one.put("convention", balance.convention());
        one.put("unit", counted ? balance.unitsAreFlows() ? "flows" : "datagrams" : null);
        one.put("span", counted ? balance.span() : null);
        one.put("archived", balance.archived());
        one.put("archivedFlows", balance.flows());
        one.put("lost", counted ? judged.lost() : null);
        one.put("lostFlows", flows || counted && judged.lost() == 0 ? judged.lost() : null);
        one.put("open", counted ? judged.open() : null);
        one.put("duplicates", balance.twice());
        one.put("unexplained", judged.unexplained());
        one.put("restarts", balance.restarts());
        List<String> problems = judged.problems();
        one.put("balances", problems.isEmpty());
        one.put("problems", problems);
        return one;
    }

    private static String time(long millis, long unbounded) {
        return millis == unbounded ? null : Instant.ofEpochMilli(millis).toString();
    }
}
