package io.flowledger.netflow.source;

import io.flowledger.netflow.spool.CommittedPosition;
import io.flowledger.netflow.spool.NeededPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers spool positions per checkpoint until it is complete, then writes them beside the
 * spools: that of the newest, and where more are kept, that of the oldest of them. For the task
 * thread.
 */
final class CheckpointedPositions {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointedPositions.class);

    private final TreeMap<Long, List<SpoolSplit>> byCheckpoint = new TreeMap<>();
    private final Map<String, Long> written = new HashMap<>();
    private final Map<String, Deque<Long>> kept = new HashMap<>();
    private final int keptCheckpoints;

    /**
     * @param keptCheckpoints how many completed checkpoints Flink keeps
     */
    CheckpointedPositions(int keptCheckpoints) {
        this.keptCheckpoints = keptCheckpoints;
    }

    void snapshotted(long checkpointId, List<NetflowSplit> splits) {
        List<SpoolSplit> spools =
                splits.stream()
                        .filter(split -> split instanceof SpoolSplit)
                        .map(split -> (SpoolSplit) split)
                        .filter(split -> split.intake() != Intake.WATCH && split.position() >= 0)
                        .toList();
        byCheckpoint.put(checkpointId, spools);
    }

    void completed(long checkpointId) {
        List<SpoolSplit> spools = byCheckpoint.get(checkpointId);
        if (spools != null) {
            spools.forEach(this::write);
        }
        byCheckpoint.headMap(checkpointId, true).clear();
    }

    void aborted(long checkpointId) {
        byCheckpoint.remove(checkpointId);
    }

    /** A failure costs a cold start repeated datagrams, not the job: the next one may succeed. */
    private void write(SpoolSplit spool) {
        Path directory = Path.of(spool.directory());
        try {
            // first: a segment is deleted only where both positions allow it
            writeNeeded(directory, spool);
            Long before = written.put(spool.splitId(), spool.position());
            if (before == null || before != spool.position()) {
                CommittedPosition.write(directory, spool.position());
            }
        } catch (IOException e) {
            written.remove(spool.splitId());
            LOG.warn(
                    "Cannot write the committed position {} of the spool {}: a start without a"
                            + " checkpoint would read from an older one",
                    spool.position(),
                    spool.directory(),
                    e);
        }
    }

    /**
     * Checkpoints of the attempt before are among those kept, until there are enough of this one:
     * so long what it wrote holds.
     */
    private void writeNeeded(Path directory, SpoolSplit spool) throws IOException {
        if (keptCheckpoints == 1) {
            if (!written.containsKey(spool.splitId())) {
                NeededPosition.clear(directory);
            }
            return;
        }
        Deque<Long> positions = kept.computeIfAbsent(spool.splitId(), id -> new ArrayDeque<>());
        positions.addLast(spool.position());
        if (positions.size() > keptCheckpoints) {
            positions.removeFirst();
        }
        boolean isAllOfThem = positions.size() == keptCheckpoints;
        if (isAllOfThem || NeededPosition.read(directory).isEmpty()) {
            NeededPosition.write(directory, positions.getFirst());
        }
    }
}
