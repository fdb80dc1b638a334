package io.flowledger.jobs;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * A Flink metric reporter that keeps the numbers of this JVM's job where the console can read them,
 * also after its tasks ended. Only the embedded run configures it. A metric is known by Flink's
 * full identifier, so a task that was restarted goes on with its predecessor's entry.
 */
public final class MetricBoard implements MetricReporter {

    /** How Flink names the variable of a group {@code exporter.<address>}. */
    private static final String EXPORTER = "<exporter>";

    private static final Map<String, Entry> ENTRIES = new ConcurrentHashMap<>();

    @Override
    public void open(MetricConfig config) {
        ENTRIES.clear();
    }

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (isNumber(metric)) {
            String identifier = group.getMetricIdentifier(name);
            Entry before = ENTRIES.get(identifier);
            long first = before == null ? value(metric) : before.first;
            String exporter = group.getAllVariables().get(EXPORTER);
            ENTRIES.put(identifier, new Entry(name, exporter, metric, first, 0));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        ENTRIES.computeIfPresent(
                group.getMetricIdentifier(name),
                (identifier, entry) ->
                        entry.metric == metric
                                ? new Entry(name, entry.exporter, null, entry.first, value(metric))
                                : entry);
    }

    /** Sum over all tasks of the metric of this name, as it is now or was when its task ended. */
    public static long sum(String name) {
        return sum(name, Entry::now);
    }

    /** The greatest of all tasks, of what each of them counts of the same events; 0 without any. */
    static long greatest(String name) {
        return ENTRIES.values().stream()
                .filter(entry -> entry.name.equals(name))
                .mapToLong(Entry::now)
                .max()
                .orElse(0);
    }

    /** The same sum since this run began: what was restored from a checkpoint does not count. */
    static long sumSinceStart(String name) {
        return sum(name, entry -> entry.now() - entry.first);
    }

    /** The same for each exporter that has the metric, by address. */
    static Map<String, Long> sumSinceStartByExporter(String name) {
        Map<String, Long> sums = new TreeMap<>();
        for (Entry entry : ENTRIES.values()) {
            if (entry.exporter != null && entry.name.equals(name)) {
                sums.merge(entry.exporter, entry.now() - entry.first, Long::sum);
            }
        }
        return sums;
    }

    private static long sum(String name, ToLongFunction<Entry> value) {
        return ENTRIES.values().stream()
                .filter(entry -> entry.name.equals(name))
                .mapToLong(value)
                .sum();
    }

    private static boolean isNumber(Metric metric) {
        return metric instanceof Counter || metric instanceof Gauge;
    }

    private static long value(Metric metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        try {
            return ((Gauge<?>) metric).getValue() instanceof Number number ? number.longValue() : 0;
        } catch (RuntimeException gaugeOfATaskThatIsClosing) {
            return 0;
        }
    }

    /** {@code metric} is null once its task ended; {@code last} is what it said then. */
    private record Entry(String name, String exporter, Metric metric, long first, long last) {
        long now() {
            return metric == null ? last : value(metric);
        }
    }

    /** Named in Flink's configuration, found by ServiceLoader. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new MetricBoard();
        }
    }
}
