package io.flowledger.jobs;

import io.flowledger.netflow.source.OpaqueTypeInfo;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Received;
import io.flowledger.netflow.wire.Refusal;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends accepted datagrams on to the archive and refused ones to {@link #REFUSED}, and keeps the
 * {@link Tally}.
 */
final class DatagramRouter extends ProcessFunction<Received, ExportDatagram>
        implements CheckpointedFunction {

    static final OutputTag<ExportDatagram> REFUSED =
            new OutputTag<>("refused", OpaqueTypeInfo.EXPORT_DATAGRAM);

    /** Metric group the console reads its totals from. */
    static final String GROUP = "ledger";

    static final String QUARANTINED = "quarantined.";

    private static final long serialVersionUID = 1;

    private transient Tally tally;
    private transient ListState<long[]> saved;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        saved =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "tally", LongPrimitiveArraySerializer.INSTANCE));
        tally = new Tally();
        for (long[] totals : saved.get()) {
            tally.add(totals);
        }
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup(GROUP);
        group.gauge("archivedDatagrams", (Gauge<Long>) tally::datagrams);
        group.gauge("archivedFlows", (Gauge<Long>) tally::flows);
        group.gauge("archivedPackets", (Gauge<Long>) tally::packets);
        group.gauge("archivedOctets", (Gauge<Long>) tally::octets);
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            group.gauge(QUARANTINED + reason.label(), (Gauge<Long>) () -> tally.refused(reason));
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        saved.update(java.util.List.of(tally.toArray()));
    }

    @Override
    public void processElement(Received element, Context context, Collector<ExportDatagram> out) {
        if (!(element instanceof ExportDatagram datagram)) {
            return;
        }
        tally.add(datagram);
        if (datagram.isAccepted()) {
            out.collect(datagram);
        } else {
            context.output(REFUSED, datagram);
        }
    }
}
