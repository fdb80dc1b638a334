package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.wire.Refusal;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.junit.jupiter.api.Test;

class NetflowSourceMetricsTest {

    private final MetricListener listener = new MetricListener();
    private final ReaderActivity activity = new ReaderActivity(() -> 5_000);

    @Test
    void everyCountIsAMetricOfAFixedName() {
        NetflowSourceMetrics metrics =
                new NetflowSourceMetrics(
                        InternalSourceReaderMetricGroup.mock(listener.getMetricGroup()), activity);
        activity.accepted(30, 0);
        activity.emitted(4_200);
        activity.refusals.count(new Refusal.UnsupportedVersion(9), 0, 1, 2);
        metrics.refused();
        SpoolActivity spool = activity.spool("spool");
        spool.started();
        spool.status(new ReceiverStatus(7, 1_024, 0, 0, 8, 9));

        assertThat(gauge("netflow", "datagrams")).isEqualTo(1);
        assertThat(gauge("netflow", "flows")).isEqualTo(30);
        assertThat(gauge("netflow", "refused", "unsupported_version")).isEqualTo(1);
        assertThat(gauge("netflow", "refused", "not_allowed")).isEqualTo(9);
        assertThat(gauge("netflow", "refusedVersion", "9")).isEqualTo(1);
        assertThat(gauge("netflow", "kernelDrops")).isEqualTo(7);
        assertThat(gauge("netflow", "spoolDrops")).isEqualTo(8);
        assertThat(gauge("netflow", "receiverBufferGranted")).isEqualTo(1_024);
        assertThat(gauge("netflow", "backlogBytes")).isZero();
        assertThat(gauge("currentFetchEventTimeLag")).isEqualTo(800);
        assertThat(gauge("pendingBytes")).isZero();
        assertThat(listener.getCounter("numRecordsInErrors").orElseThrow().getCount()).isEqualTo(1);
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            assertThat(gauge("netflow", "refused", reason.label())).isNotNegative();
        }
    }

    private long gauge(String... path) {
        Gauge<Long> gauge = listener.<Long>getGauge(path).orElseThrow();
        return gauge.getValue();
    }
}
