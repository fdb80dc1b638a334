package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.ReceiverOptions;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a source was built with; travels with the job.
 *
 * @param sourceId random per built source
 * @param startingPosition where to begin in a spool that this job has no checkpoint of
 * @param capturePorts UDP ports whose payloads are export datagrams; empty for all
 * @param stopAfter how long to receive; null for always
 * @param hostWait how long a spool may wait for a reader on its host
 * @param batchBytes how much is fetched of a split at once
 * @param keptCheckpoints how many completed checkpoints Flink keeps
 */
record NetflowSourceOptions(
        String sourceId,
        List<ListeningSpool> listening,
        List<AttachedSpool> attached,
        StartingPosition startingPosition,
        List<String> captures,
        Set<Integer> capturePorts,
        Duration stopAfter,
        Duration hostWait,
        int batchBytes,
        int keptCheckpoints)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    boolean isBounded() {
        return listening.isEmpty() && attached.isEmpty();
    }

    /** Null for a spool that this job does not fill. */
    ReceiverOptions receiverOf(String splitId) {
        return listening.stream()
                .filter(spool -> spool.splitId().equals(splitId))
                .map(ListeningSpool::options)
                .findFirst()
                .orElse(null);
    }
}
