package io.flowledger.jobs;

import io.flowledger.netflow.receiver.ReceiverNotice;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Received;
import io.flowledger.netflow.wire.Refusal;
import java.util.List;
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
 * Sends export datagrams on to the audit, refused ones to {@link #REFUSED} as well, and what
 * receivers say of themselves to {@link #NOTICES}. Of the refused only those go on that a gap may
 * be explained by: their header is whole and names a sequence.
 */
final class DatagramRouter extends ProcessFunction<Received, ExportDatagram>
        implements CheckpointedFunction {

    static final OutputTag<ExportDatagram> REFUSED =
            new OutputTag<>("refused", OpaqueTypeInfo.EXPORT_DATAGRAM);

    static final OutputTag<ReceiverNotice> NOTICES =
            new OutputTag<>("notices", OpaqueTypeInfo.RECEIVER_NOTICE);

    static final String QUARANTINED = "quarantined.";

    private static final String GROUP = "ledger";
    private static final long serialVersionUID = 1;

    private transient QuarantineTally tally;
    private transient ListState<long[]> saved;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        saved =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "quarantined", LongPrimitiveArraySerializer.INSTANCE));
        tally = new QuarantineTally();
        for (long[] totals : saved.get()) {
            tally.add(totals);
        }
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup(GROUP);
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            group.gauge(QUARANTINED + reason.label(), (Gauge<Long>) () -> tally.of(reason));
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        saved.update(List.of(tally.toArray()));
    }

    @Override
    public void processElement(Received element, Context context, Collector<ExportDatagram> out) {
        if (element instanceof ReceiverNotice notice) {
            context.output(NOTICES, notice);
            return;
        }
        ExportDatagram datagram = (ExportDatagram) element;
        if (datagram.isAccepted()) {
            out.collect(datagram);
            return;
        }
        tally.add(datagram.refusal());
        context.output(REFUSED, datagram);
        if (namesASequence(datagram.refusal())) {
            out.collect(datagram);
        }
    }

    private static boolean namesASequence(Refusal.Reason reason) {
        return reason == Refusal.Reason.NO_WHOLE_RECORD
                || reason == Refusal.Reason.COUNT_BEYOND_PAYLOAD;
    }
}
