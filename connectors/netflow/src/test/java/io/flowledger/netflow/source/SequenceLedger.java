package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Received;
import io.flowledger.netflow.wire.V5Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the sequence number of every datagram in checkpointed state, so what it holds at the end is
 * what an exactly-once sink would hold. Can be slow, and can fail once.
 */
final class SequenceLedger extends RichFlatMapFunction<Received, Long>
        implements CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final Map<String, List<Long>> RESULTS = new ConcurrentHashMap<>();
    private static final Map<String, AtomicBoolean> FAILURES = new ConcurrentHashMap<>();

    private final String name;
    private final int failAfter;
    private final int sleepEvery;
    private transient List<Long> sequences;
    private transient ListState<Long> state;
    private transient boolean checkpointed;

    private SequenceLedger(String name, int failAfter, int sleepEvery) {
        this.name = name;
        this.failAfter = failAfter;
        this.sleepEvery = sleepEvery;
    }

    static SequenceLedger of(String name) {
        return new SequenceLedger(name, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Fails once, after so many datagrams and a completed checkpoint. */
    SequenceLedger failingAfter(int datagrams) {
        return new SequenceLedger(name, datagrams, sleepEvery);
    }

    /** Takes a millisecond for every so many datagrams. */
    SequenceLedger sleepingEvery(int datagrams) {
        return new SequenceLedger(name, failAfter, datagrams);
    }

    static List<Long> result(String name) {
        return RESULTS.getOrDefault(name, List.of());
    }

    static boolean hasFailed(String name) {
        return FAILURES.containsKey(name);
    }

    @Override
    public void flatMap(Received element, Collector<Long> out) throws Exception {
        if (!(element instanceof ExportDatagram datagram)) {
            return;
        }
        sequences.add(
                datagram.isAccepted()
                        ? new V5Header().wrap(datagram.bytes(), datagram.offset()).flowSequence()
                        : -1L);
        if (sequences.size() % sleepEvery == 0) {
            Thread.sleep(1);
        }
        if (checkpointed
                && sequences.size() >= failAfter
                && FAILURES.putIfAbsent(name, new AtomicBoolean(true)) == null) {
            throw new IllegalStateException("injected failure of " + name);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(sequences);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("sequences", Long.class));
        sequences = new ArrayList<>();
        state.get().forEach(sequences::add);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpointed = true;
    }

    @Override
    public void close() {
        RESULTS.put(name, sequences == null ? List.of() : List.copyOf(sequences));
    }
}
