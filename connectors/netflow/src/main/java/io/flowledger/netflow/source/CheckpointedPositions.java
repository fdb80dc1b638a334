package io.flowledger.netflow.source;

import io.flowledger.netflow.spool.CommittedPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers spool positions per checkpoint until it is complete, then writes them beside the
 * spools. For the task thread.
 */
final class CheckpointedPositions {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointedPositions.class);

    private final TreeMap<Long, List<SpoolSplit>> byCheckpoint = new TreeMap<>();
    private final Map<String, Long> written = new HashMap<>();

    void snapshotted(long checkpointId, List<NetflowSplit> splits) {
        List<SpoolSplit> spools =
                splits.stream()
                        .filter(split -> split instanceof SpoolSplit)
                        .map(split -> (SpoolSplit) split)
                        .filter(split -> split.position() != SpoolSplit.AT_COMMITTED)
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
        Long before = written.get(spool.splitId());
        if (before != null && before == spool.position()) {
            return;
        }
        try {
            CommittedPosition.write(Path.of(spool.directory()), spool.position());
            written.put(spool.splitId(), spool.position());
        } catch (IOException e) {
            LOG.warn(
                    "Cannot write the committed position {} of the spool {}: a start without a"
                            + " checkpoint would read from an older one",
                    spool.position(),
                    spool.directory(),
                    e);
        }
    }
}
