package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.Refusal;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.MetricNames;

/**
 * Shows a {@link ReaderActivity} as Flink metrics: the standard ones of a source reader and the
 * group "netflow". The set of names is fixed: nothing read from the wire ever names a metric.
 */
final class NetflowSourceMetrics {

    static final String GROUP = "netflow";

    private final ReaderActivity activity;
    private final MetricGroup netflow;
    private final Counter numBytesIn;
    private final Counter numRecordsInErrors;

    NetflowSourceMetrics(SourceReaderMetricGroup group, ReaderActivity activity) {
        this.activity = activity;
        numBytesIn = group.getIOMetricGroup().getNumBytesInCounter();
        numRecordsInErrors = group.getNumRecordsInErrorsCounter();
        group.setPendingBytesGauge(activity::backlogBytes);
        group.gauge(MetricNames.CURRENT_FETCH_EVENT_TIME_LAG, activity::fetchTimeLagMillis);
        netflow = group.addGroup(GROUP);
        registerReceipts();
        registerRefusals();
        registerSpools();
    }

    void bytesIn(long bytes) {
        numBytesIn.inc(bytes);
    }

    void refused() {
        numRecordsInErrors.inc();
    }

    private void registerReceipts() {
        gauge(netflow, "datagrams", activity.datagrams::get);
        gauge(netflow, "flows", activity.flows::get);
        gauge(netflow, "exporters", () -> (long) activity.exporters.size());
        MetricGroup repaired = netflow.addGroup("repaired");
        gauge(repaired, "truncated", activity.truncated::get);
        gauge(repaired, "oversized", activity.oversized::get);
        gauge(repaired, "concatenated", activity.concatenated::get);
        gauge(repaired, "trailingBytes", activity.trailingBytes::get);
    }

    private void registerRefusals() {
        MetricGroup refused = netflow.addGroup("refused");
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            gauge(refused, reason.label(), () -> activity.refusals.of(reason));
        }
        gauge(refused, "not_allowed", sumOfSpools(SpoolActivity::notAllowed));
        MetricGroup versions = netflow.addGroup("refusedVersion");
        activity.refusals.byVersion().forEach((name, tally) -> gauge(versions, name, tally::get));
    }

    private void registerSpools() {
        gauge(netflow, "backlogBytes", activity::backlogBytes);
        gauge(netflow, "backlogAgeMillis", activity::backlogAgeMillis);
        gauge(netflow, "kernelDrops", sumOfSpools(SpoolActivity::kernelDrops));
        gauge(netflow, "spoolDrops", sumOfSpools(SpoolActivity::spoolDrops));
        gauge(netflow, "spoolEvictedBytes", sumOfSpools(SpoolActivity::evictedBytes));
        gauge(netflow, "spoolDamagedBytes", sumOfSpools(SpoolActivity::damagedBytes));
        gauge(
                netflow,
                "receiverBufferGranted",
                () ->
                        activity.spools().stream()
                                .mapToLong(SpoolActivity::grantedBufferBytes)
                                .min()
                                .orElse(SpoolActivity.UNKNOWN));
    }

    private Gauge<Long> sumOfSpools(ToLongFunction<SpoolActivity> count) {
        return () -> activity.spools().stream().mapToLong(count).sum();
    }

    private static void gauge(MetricGroup group, String name, Gauge<Long> gauge) {
        group.gauge(name, gauge);
    }
}
