package io.flowledger.netflow.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;

/** A context whose readers can report splits and be lost, and whose timer is turned by hand. */
final class RecordingEnumeratorContext extends TestingSplitEnumeratorContext<NetflowSplit> {

    private final Map<Integer, ReaderInfo> readers = new TreeMap<>();
    private final List<Runnable> periodic = new ArrayList<>();

    RecordingEnumeratorContext(int parallelism) {
        super(parallelism);
    }

    void register(NetflowEnumerator enumerator, int subtask, String host, NetflowSplit... splits) {
        readers.put(subtask, ReaderInfo.createReaderInfo(subtask, host, List.of(splits)));
        enumerator.addReader(subtask);
        enumerator.handleSplitRequest(subtask, host);
    }

    void lose(int subtask) {
        readers.remove(subtask);
        getSplitAssignments().remove(subtask);
    }

    List<NetflowSplit> assignedTo(int subtask) {
        return getSplitAssignments().containsKey(subtask)
                ? getSplitAssignments().get(subtask).getAssignedSplits()
                : List.of();
    }

    boolean isToldToEnd(int subtask) {
        return getSplitAssignments().containsKey(subtask)
                && getSplitAssignments().get(subtask).hasReceivedNoMoreSplitsSignal();
    }

    void timePasses() {
        periodic.forEach(Runnable::run);
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public <T> void callAsync(
            Callable<T> work, BiConsumer<T, Throwable> handler, long delay, long period) {
        periodic.add(
                () -> {
                    try {
                        handler.accept(work.call(), null);
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
