package io.flowledger.netflow.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/**
 * One subtask of the source: all its splits on one fetcher thread.
 *
 * @param <T> what it emits
 */
final class NetflowSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<Fetched, T, NetflowSplit, NetflowSplitState> {

    /**
     * Drained spools stay in the state: the next run of the job goes on behind what was read of
     * them, and the last checkpoint still commits their end.
     */
    private final Map<String, NetflowSplit> drainedSpools = new HashMap<>();

    private final CheckpointedPositions positions;

    NetflowSourceReader(
            Supplier<SplitReader<Fetched, NetflowSplit>> splitReaders,
            RecordEmitter<Fetched, T, NetflowSplitState> emitter,
            int keptCheckpoints,
            SourceReaderContext context) {
        super(splitReaders, emitter, context.getConfiguration(), context);
        positions = new CheckpointedPositions(keptCheckpoints);
    }

    @Override
    public void start() {
        context.sendSplitRequest();
    }

    @Override
    public List<NetflowSplit> snapshotState(long checkpointId) {
        List<NetflowSplit> splits = super.snapshotState(checkpointId);
        splits.addAll(drainedSpools.values());
        positions.snapshotted(checkpointId, splits);
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        positions.completed(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        positions.aborted(checkpointId);
    }

    @Override
    protected void onSplitFinished(Map<String, NetflowSplitState> finished) {
        boolean wantsMore = false;
        for (NetflowSplitState state : finished.values()) {
            NetflowSplit split = state.toSplit();
            if (split instanceof SpoolSplit) {
                drainedSpools.put(split.splitId(), split);
                context.sendSourceEventToCoordinator(new SpoolDrained(split.splitId()));
            } else {
                wantsMore = true;
            }
        }
        if (wantsMore) {
            context.sendSplitRequest();
        }
    }

    @Override
    protected NetflowSplitState initializedState(NetflowSplit split) {
        return new NetflowSplitState(split);
    }

    @Override
    protected NetflowSplit toSplitType(String splitId, NetflowSplitState state) {
        return state.toSplit();
    }
}
