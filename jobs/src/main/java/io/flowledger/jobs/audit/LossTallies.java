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
 * exporters beyond the bound share one. The second half of the groups is for exporters that go on
 * losing: most senders of a flood lose once.
 */
final class LossTallies {

    /** Entries after which an exporter is given a group of the second half. */
    private static final int OFTEN = 8;

    /** Exporters without a group whose entries are counted; the one silent for longest goes. */
    private static final int CANDIDATES = 16_384;

    private static final Cause[] CAUSES = Cause.values();

    private final Map<String, long[]> byExporter = new LinkedHashMap<>();
    private final Map<String, Integer> entriesOfOthers =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                    return size() > CANDIDATES;
                }
            };

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
        return mayHaveGroup(exporter) ? open(exporter) : others();
    }

    private boolean mayHaveGroup(String exporter) {
        if (byExporter.size() < ExporterTallies.MAX_NEW) {
            return true;
        }
        return byExporter.size() < ExporterTallies.MAX
                && entriesOfOthers.merge(exporter, 1, Integer::sum) >= OFTEN;
    }

    private long[] others() {
        long[] tally = byExporter.get(ExporterTallies.OTHER);
        return tally == null ? open(ExporterTallies.OTHER) : tally;
    }

    private long[] open(String exporter) {
        entriesOfOthers.remove(exporter);
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
            String exporter = in.readUTF();
            long[] counts = byExporter.get(exporter);
            if (counts == null) {
                counts = byExporter.size() <= ExporterTallies.MAX ? open(exporter) : others();
            }
            int causes = in.readByte();
            for (int cause = 0; cause < causes; cause++) {
                counts[cause] += in.readLong();
            }
        }
    }
}
