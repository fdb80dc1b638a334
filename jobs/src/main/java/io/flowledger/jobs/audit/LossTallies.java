package io.flowledger.jobs.audit;

import io.flowledger.ledger.loss.Cause;
import io.flowledger.ledger.sequence.SessionKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Lost flows by exporter and cause, and as metrics in the same groups as {@link ExporterTallies};
 * exporters beyond the bound share one.
 */
final class LossTallies {

    private static final Cause[] CAUSES = Cause.values();

    private final Map<String, long[]> byExporter = new LinkedHashMap<>();
    private final MetricGroup group;

    LossTallies(MetricGroup operatorGroup) {
        group = operatorGroup.addGroup(ExporterTallies.GROUP);
    }

    void add(SessionKey session, Cause cause, long flows) {
        of(session.exporter())[cause.ordinal()] += flows;
    }

    private long[] of(String exporter) {
        long[] tally = byExporter.get(exporter);
        if (tally != null) {
            return tally;
        }
        if (byExporter.size() >= ExporterTallies.MAX && !exporter.equals(ExporterTallies.OTHER)) {
            return of(ExporterTallies.OTHER);
        }
        long[] counts = new long[CAUSES.length];
        byExporter.put(exporter, counts);
        MetricGroup metrics = group.addGroup(ExporterTallies.EXPORTER, exporter);
        for (Cause cause : CAUSES) {
            metrics.gauge(
                    LossAttributionOperator.metricOf(cause),
                    (Gauge<Long>) () -> counts[cause.ordinal()]);
        }
        return counts;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(byExporter.size());
        for (Map.Entry<String, long[]> entry : byExporter.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeByte(entry.getValue().length);
            for (long count : entry.getValue()) {
                out.writeLong(count);
            }
        }
    }

    /** Adds what {@link #write} wrote; an earlier version knew fewer causes. */
    void add(DataInput in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            long[] counts = of(in.readUTF());
            int causes = in.readByte();
            for (int cause = 0; cause < causes; cause++) {
                counts[cause] += in.readLong();
            }
        }
    }
}
