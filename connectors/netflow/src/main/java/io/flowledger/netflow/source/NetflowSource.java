package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.Receiver;
import io.flowledger.netflow.spool.SpoolReadership;
import io.flowledger.netflow.wire.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Export datagrams from UDP sockets, from spools that a receiver daemon fills, or from captures.
 * Each element's timestamp is its receive time.
 *
 * <p>Positions are checkpointed per spool. A start without a checkpoint goes on behind the last
 * completed checkpoint of the job before, which is written beside each spool.
 */
public final class NetflowSource
        implements Source<Received, NetflowSplit, NetflowEnumeratorState>,
                ResultTypeQueryable<Received>,
                SupportsSplitReassignmentOnRecovery {

    private static final long serialVersionUID = 1L;

    private final NetflowSourceOptions options;

    NetflowSource(NetflowSourceOptions options) {
        this.options = options;
    }

    public static NetflowSourceBuilder builder() {
        return new NetflowSourceBuilder();
    }

    /**
     * Event time as received: within a spool it never falls, so nothing is late. A spool without
     * datagrams goes on in event time with each status frame; one whose receiver is gone holds
     * nobody up after the timeout.
     */
    public static WatermarkStrategy<Received> watermarkStrategy(Duration idleTimeout) {
        return WatermarkStrategy.<Received>forMonotonousTimestamps().withIdleness(idleTimeout);
    }

    /**
     * How many readers can be of use: one for each spool and capture. Spools in a directory on
     * another host are taken for one.
     */
    public int usefulReaders() {
        return SplitPlan.of(options).size();
    }

    /** Names this source to {@link DrainRequests} and {@link SourceActivity}. */
    public String id() {
        return options.sourceId();
    }

    /**
     * To be called before a job with this source is started. Spools that are not on this machine
     * cannot be asked; their reader refuses to share them.
     *
     * @throws IOException if another job of this machine reads one of its spools
     */
    public void requireUnread() throws IOException {
        for (SpoolSplit spool : SplitPlan.of(options).spools()) {
            Path directory = Path.of(spool.directory());
            if (spool.intake() != Intake.WATCH && Files.isDirectory(directory)) {
                SpoolReadership.requireFree(directory);
            }
        }
    }

    /**
     * Bounded only where all it reads is captures: a source that receives for a given time ends,
     * too, but must not be run as a batch.
     */
    @Override
    public Boundedness getBoundedness() {
        return options.isBounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<NetflowSplit, NetflowEnumeratorState> createEnumerator(
            SplitEnumeratorContext<NetflowSplit> context) {
        return restoreEnumerator(context, null);
    }

    @Override
    public SplitEnumerator<NetflowSplit, NetflowEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<NetflowSplit> context, NetflowEnumeratorState state) {
        return new NetflowEnumerator(
                options, SplitPlan.of(options), state, context, System::currentTimeMillis);
    }

    @Override
    public SourceReader<Received, NetflowSplit> createReader(SourceReaderContext context) {
        return createReader(context, emitter -> emitter);
    }

    /** The same source, emitting what the format makes of what is received. */
    public <T> Source<T, NetflowSplit, NetflowEnumeratorState> emitting(ElementFormat<T> format) {
        return new FormattedSource<>(this, format);
    }

    <T> SourceReader<T, NetflowSplit> createReader(
            SourceReaderContext context,
            Function<DatagramEmitter, RecordEmitter<Fetched, T, NetflowSplitState>> emitter) {
        ReaderActivity activity =
                SourceActivity.of(id())
                        .reader(
                                context.getIndexOfSubtask(),
                                subtask -> new ReaderActivity(System::currentTimeMillis));
        NetflowSourceMetrics metrics = new NetflowSourceMetrics(context.metricGroup(), activity);
        return new NetflowSourceReader<>(
                () -> new NetflowSplitReader(split -> openCursor(split, activity)),
                emitter.apply(new DatagramEmitter(activity, metrics)),
                options.keptCheckpoints(),
                context);
    }

    @Override
    public SimpleVersionedSerializer<NetflowSplit> getSplitSerializer() {
        return new NetflowSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<NetflowEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new NetflowEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<Received> getProducedType() {
        return OpaqueTypeInfo.RECEIVED;
    }

    NetflowSourceOptions options() {
        return options;
    }

    private SplitCursor openCursor(NetflowSplit split, ReaderActivity activity) throws IOException {
        if (split instanceof CaptureSplit capture) {
            return CaptureCursor.open(
                    capture, options.capturePorts(), options.batchBytes(), activity::remark);
        }
        SpoolSplit spool = (SpoolSplit) split;
        SpoolCursor cursor =
                SpoolCursor.open(
                        spool,
                        options.receiverOf(spool.splitId()),
                        new StopSignal(id(), spool, System::currentTimeMillis),
                        options.batchBytes());
        activity.spool(spool.splitId()).readBy(cursor.reader());
        Receiver receiver = cursor.receiver();
        if (receiver != null && !receiver.counters().bufferAdvice().isEmpty()) {
            activity.remark(receiver.listenAddress() + ": " + receiver.counters().bufferAdvice());
        }
        return cursor;
    }
}
