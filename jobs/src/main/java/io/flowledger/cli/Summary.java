package io.flowledger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.jobs.ExporterProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A closing summary, aligned for people or as one JSON line for scripts. */
final class Summary {

    private Summary() {}

    static void print(Format format, String title, Map<String, Object> summary) {
        if (format == Format.JSON) {
            System.out.println(json(summary));
            return;
        }
        System.out.println(title);
        summary.forEach(
                (name, value) -> System.out.printf("  %-16s %s%n", words(name), text(value)));
    }

    /** The same with what became of each exporter's flows. */
    static void print(
            Format format,
            String title,
            Map<String, Object> summary,
            List<ExporterProgress> exporters) {
        if (format == Format.JSON) {
            Map<String, Object> whole = new LinkedHashMap<>(summary);
            whole.put("byExporter", ExporterTable.rows(exporters));
            System.out.println(json(whole));
            return;
        }
        print(format, title, summary);
        ExporterTable.print(exporters);
    }

    static String json(Map<String, Object> summary) {
        try {
            return new ObjectMapper().writeValueAsString(summary);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary of plain values did not become JSON", e);
        }
    }

    /** {@code kernelDrops} → {@code kernel drops}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
    }

    private static String text(Object value) {
        if (value == null) {
            return "unknown";
        }
        return value instanceof Number number
                ? Amounts.count(number.longValue())
                : value.toString();
    }
}
