package io.flowledger.jobs;

import io.flowledger.netflow.wire.ExportDatagram;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets so many bytes of refused payloads into the quarantine per minute of receipt, and counts what
 * it leaves out: anybody can send payloads of 64 KB that are nothing, and they must not fill the
 * warehouse. What is left out has been counted by reason already.
 */
final class QuarantineBound extends ProcessFunction<ExportDatagram, ExportDatagram>
        implements CheckpointedFunction {

    /** Of one task: some 11,000 full datagrams. */
    static final long BYTES_PER_MINUTE = 16L << 20;

    static final String OMITTED = "quarantineOmitted";

    private static final long MICROS_PER_MINUTE = 60_000_000;
    private static final long serialVersionUID = 1;

    private transient long minute;
    private transient long bytes;
    private transient long omitted;
    private transient ListState<long[]> saved;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        saved =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "bound", LongPrimitiveArraySerializer.INSTANCE));
        for (long[] state : saved.get()) {
            minute = Math.max(minute, state[0]);
            bytes += state[1];
            omitted += state[2];
        }
        getRuntimeContext()
                .getMetricGroup()
                .addGroup("ledger")
                .gauge(OMITTED, (Gauge<Long>) () -> omitted);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        saved.update(List.of(new long[] {minute, bytes, omitted}));
    }

    @Override
    public void processElement(
            ExportDatagram refused, Context context, Collector<ExportDatagram> out) {
        long itsMinute = refused.receivedAtMicros() / MICROS_PER_MINUTE;
        if (itsMinute > minute) {
            minute = itsMinute;
            bytes = 0;
        }
        bytes += refused.length();
        if (bytes > BYTES_PER_MINUTE) {
            omitted++;
        } else {
            out.collect(refused);
        }
    }
}
