package io.flowledger.jobs;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * A Flink metric reporter that keeps the metrics of this JVM where the console can read them: by name, summed over subtasks. Only
 * the embedded run configures it.
 */
public final class MetricBoard implements MetricReporter {

    private static final Map<Metric, String> METRICS = new ConcurrentHashMap<>();

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        METRICS.put(metric, name);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        METRICS.remove(metric);
    }

    /** Sum of all counters and numeric gauges of this name; 0 if there is none. */
    static long sum(String name) {
        long sum = 0;
        for (Map.Entry<Metric, String> entry : METRICS.entrySet()) {
            if (entry.getValue().equals(name)) {
                sum += value(entry.getKey());
            }
        }
        return sum;
    }

    static boolean has(String name) {
        return METRICS.containsValue(name);
    }

    private static long value(Metric metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) {
            return number.longValue();
        }
        return 0;
    }

    /** Named in Flink's configuration, found by ServiceLoader. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new MetricBoard();
        }
    }
}
