package io.flowledger.jobs.audit;

import io.flowledger.netflow.wire.ExporterAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Totals by exporter, and as metrics: each of the first {@link #MAX} exporters has a group {@code
 * exporter.<address>}, all others share {@code exporter.other}, so that a flood of senders is no
 * flood of metrics. The second half of the groups is for exporters of which much was heard, so that
 * the flood does not take them from who comes later; what had counted as others stays there.
 */
final class ExporterTallies {

    /** Exporters told apart by one task. */
    static final int MAX = 1_000;

    /** Of those, whoever comes first. */
    static final int MAX_NEW = MAX / 2;

    static final String GROUP = "ledger";
    static final String EXPORTER = "exporter";
    static final String OTHER = "other";

    private record Address(long high, long low) {}

    private final Map<Address, ExporterTally> byExporter = new LinkedHashMap<>();
    private final ExporterTally other = new ExporterTally();
    private final MetricGroup group;

    ExporterTallies(MetricGroup operatorGroup) {
        group = operatorGroup.addGroup(GROUP);
        total("archivedDatagrams", ExporterTally::datagrams);
        total("archivedFlows", ExporterTally::flows);
        total("archivedPackets", ExporterTally::packets);
        total("archivedOctets", ExporterTally::octets);
        total("lostFlows", ExporterTally::lostFlows);
        total("duplicates", ExporterTally::duplicates);
        total("late", ExporterTally::late);
        total("stale", ExporterTally::stale);
        total("restarts", ExporterTally::restarts);
        total("unaudited", ExporterTally::unaudited);
        register(OTHER, other);
    }

    /**
     * The totals that an exporter counts to.
     *
     * @param established whether a session of it is
     */
    ExporterTally of(long addressHigh, long addressLow, boolean established) {
        Address address = new Address(addressHigh, addressLow);
        ExporterTally tally = byExporter.get(address);
        if (tally != null) {
            return tally;
        }
        if (byExporter.size() >= (established ? MAX : MAX_NEW)) {
            return other;
        }
        tally = new ExporterTally();
        synchronized (byExporter) {
            byExporter.put(address, tally);
        }
        register(ExporterAddress.text(addressHigh, addressLow), tally);
        return tally;
    }

    private void total(String name, ToLongFunction<ExporterTally> count) {
        group.gauge(
                name,
                (Gauge<Long>)
                        () -> {
                            long sum = count.applyAsLong(other);
                            for (ExporterTally tally : copy()) {
                                sum += count.applyAsLong(tally);
                            }
                            return sum;
                        });
    }

    /** Metrics are read by other threads while exporters are added. */
    private ExporterTally[] copy() {
        synchronized (byExporter) {
            return byExporter.values().toArray(new ExporterTally[0]);
        }
    }

    private void register(String exporter, ExporterTally tally) {
        MetricGroup metrics = group.addGroup(EXPORTER, exporter);
        metrics.gauge("receivedDatagrams", (Gauge<Long>) tally::datagrams);
        metrics.gauge("receivedFlows", (Gauge<Long>) tally::flows);
        metrics.gauge("lost", (Gauge<Long>) tally::lostFlows);
        metrics.gauge("duplicateDatagrams", (Gauge<Long>) tally::duplicates);
        metrics.gauge("lateDatagrams", (Gauge<Long>) tally::late);
        metrics.gauge("staleDatagrams", (Gauge<Long>) tally::stale);
        metrics.gauge("restarted", (Gauge<Long>) tally::restarts);
        metrics.gauge("unauditedDatagrams", (Gauge<Long>) tally::unaudited);
        metrics.gauge("coveragePercent", (Gauge<Double>) tally::coverage);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(byExporter.size());
        for (Map.Entry<Address, ExporterTally> entry : byExporter.entrySet()) {
            out.writeLong(entry.getKey().high);
            out.writeLong(entry.getKey().low);
            entry.getValue().write(out);
        }
        other.write(out);
    }

    /** Adds what {@link #write} wrote. */
    void add(DataInput in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            of(in.readLong(), in.readLong(), true).add(ExporterTally.read(in));
        }
        other.add(ExporterTally.read(in));
    }
}
