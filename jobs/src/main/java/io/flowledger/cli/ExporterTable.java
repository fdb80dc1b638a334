package io.flowledger.cli;

import io.flowledger.jobs.ExporterProgress;
import io.flowledger.ledger.loss.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of each exporter's flows: for people a table, for scripts a list. */
final class ExporterTable {

    private static final int MAX_LINES = 20;

    private ExporterTable() {}

    /** Those that lost most come first. */
    static List<Map<String, Object>> rows(List<ExporterProgress> exporters) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ExporterProgress one : sorted(exporters)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("exporter", one.exporter());
            row.put("flows", one.flows());
            row.put("lostFlows", one.lost());
            Map<String, Long> causes = new LinkedHashMap<>();
            one.lostByCause().forEach((cause, flows) -> causes.put(cause.label(), flows));
            row.put("lostByCause", causes);
            row.put("coveragePercent", one.coverage());
            row.put("duplicates", one.duplicates());
            row.put("late", one.late());
            row.put("stale", one.stale());
            row.put("restarts", one.restarts());
            row.put("unaudited", one.unaudited());
            rows.add(row);
        }
        return rows;
    }

    static void print(List<ExporterProgress> exporters) {
        if (exporters.isEmpty()) {
            return;
        }
        String format = "  %-20s %14s %12s %9s %10s %8s %8s  %s%n";
        System.out.printf(
                format,
                "exporter",
                "archived",
                "lost",
                "coverage",
                "duplicates",
                "late",
                "restarts",
                "cause");
        for (ExporterProgress one : sorted(exporters).stream().limit(MAX_LINES).toList()) {
            System.out.printf(
                    format,
                    one.exporter(),
                    Amounts.count(one.flows()),
                    Amounts.count(one.lost()),
                    String.format(Locale.ROOT, "%.2f %%", one.coverage()),
                    Amounts.count(one.duplicates()),
                    Amounts.count(one.late()),
                    Amounts.count(one.restarts()),
                    causes(one));
        }
        if (exporters.size() > MAX_LINES) {
            System.out.println(
                    "  … and " + Amounts.count(exporters.size() - MAX_LINES) + " more exporters");
        }
    }

    private static List<ExporterProgress> sorted(List<ExporterProgress> exporters) {
        List<ExporterProgress> sorted = new ArrayList<>(exporters);
        sorted.sort(
                Comparator.comparingLong(ExporterProgress::lost)
                        .reversed()
                        .thenComparing(ExporterProgress::exporter));
        return sorted;
    }

    /** {@code upstream 30, socket_overflow 60}; what was lost just now has no cause yet. */
    private static String causes(ExporterProgress one) {
        List<String> texts = new ArrayList<>();
        long explained = 0;
        for (Map.Entry<Cause, Long> entry : one.lostByCause().entrySet()) {
            texts.add(entry.getKey().label() + " " + Amounts.count(entry.getValue()));
            explained += entry.getValue();
        }
        if (one.lost() > explained) {
            texts.add("not yet known " + Amounts.count(one.lost() - explained));
        }
        if (one.unaudited() > 0) {
            texts.add("(" + Amounts.count(one.unaudited()) + " datagrams not audited)");
        }
        return String.join(", ", texts);
    }
}
