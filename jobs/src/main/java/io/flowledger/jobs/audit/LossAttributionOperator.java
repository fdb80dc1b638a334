package io.flowledger.jobs.audit;

import io.flowledger.ledger.loss.Cause;
import io.flowledger.ledger.loss.LossAttribution;
import io.flowledger.ledger.loss.LossEntry;
import io.flowledger.ledger.sequence.Finding;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.netflow.receiver.ReceiverNotice;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Gives missing ranges their cause. One task for the whole job, since sessions that lost something
 * at the same socket at the same time share what its kernel dropped; only findings come here, not
 * datagrams. Session reports pass through to {@link #REPORTS}.
 */
public final class LossAttributionOperator extends AbstractStreamOperator<LossEntry>
        implements TwoInputStreamOperator<Finding, ReceiverNotice, LossEntry> {

    public static final OutputTag<SessionReport> REPORTS =
            new OutputTag<>(
                    "reports",
                    new OpaqueTypeInfo<>(SessionReport.class, SessionReportSerializer.INSTANCE));

    private static final long serialVersionUID = 1L;

    private final long windowMicros;

    private transient LossAttribution attribution;
    private transient LossTallies tallies;
    private transient ListState<byte[]> saved;

    public LossAttributionOperator(java.time.Duration reorderWindow) {
        this.windowMicros = reorderWindow.toNanos() / 1_000;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        attribution = new LossAttribution(windowMicros);
        tallies = new LossTallies(getMetricGroup());
        saved =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "attribution", BytePrimitiveArraySerializer.INSTANCE));
        for (byte[] bytes : saved.get()) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            StateFormat.ATTRIBUTION.read(in);
            attribution.read(in);
            tallies.add(in);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        DataOutputSerializer out = new DataOutputSerializer(4_096);
        StateFormat.ATTRIBUTION.write(out);
        attribution.write(out);
        tallies.write(out);
        saved.update(List.of(out.getCopyOfBuffer()));
    }

    @Override
    public void processElement1(StreamRecord<Finding> element) {
        if (element.getValue() instanceof SessionReport report) {
            output.collect(REPORTS, new StreamRecord<>(report));
        } else {
            attribution.add((MissingRange) element.getValue(), this::enter);
        }
    }

    @Override
    public void processElement2(StreamRecord<ReceiverNotice> element) {
        attribution.add(element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        boolean end = mark.getTimestamp() == Long.MAX_VALUE;
        attribution.advance(
                end ? Long.MAX_VALUE : SessionAuditOperator.receivedUpTo(mark), this::enter);
        super.processWatermark(mark);
    }

    private void enter(LossEntry entry) {
        if (entry.lostFlows() != MissingRange.UNKNOWN) {
            tallies.add(entry.session(), entry.cause(), entry.lostFlows());
        }
        output.collect(new StreamRecord<>(entry));
    }

    /** Names of the metrics by cause. */
    public static String metricOf(Cause cause) {
        return "lost_" + cause.label();
    }
}
