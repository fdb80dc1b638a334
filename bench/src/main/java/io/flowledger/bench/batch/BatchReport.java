package io.flowledger.bench.batch;

import io.flowledger.bench.query.ProcessCost;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What each step took, and what is on disk before and after, by flow of the day. */
final class BatchReport {

    private static final double MILLION = 1e6;

    private final long flows;
    private final Map<Step, ProcessCost> costs = new EnumMap<>(Step.class);
    private final Map<String, long[]> bytes = new LinkedHashMap<>();

    BatchReport(long flows) {
        this.flows = flows;
    }

    void add(Step step, ProcessCost cost) {
        costs.put(step, cost);
    }

    /**
     * @param table folder of it in the warehouse
     */
    void bytes(String table, long before, long after) {
        bytes.put(table, new long[] {before, after});
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%,d flows%n", flows);
        text.append(
                String.format(
                        "%-11s %8s %8s %12s %16s %13s%n",
                        "step", "wall s", "CPU s", "M flows/s", "CPU s/M flows", "peak RSS MiB"));
        costs.forEach(
                (step, cost) ->
                        line(
                                text,
                                "%-11s %8.1f %8.1f %12.2f %16.3f %13d%n",
                                step.label(),
                                cost.wallSeconds(),
                                cost.cpuSeconds(),
                                flows / MILLION / cost.wallSeconds(),
                                cost.cpuSeconds() / (flows / MILLION),
                                cost.peakResidentBytes() >> 20));
        text.append(String.format("%-11s %14s %14s%n", "bytes/flow", "before", "after"));
        bytes.forEach(
                (table, both) ->
                        line(
                                text,
                                "%-11s %14.2f %14.2f%n",
                                table,
                                (double) both[0] / flows,
                                (double) both[1] / flows));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
