package io.flowledger.netflow.source;

import java.util.List;
import java.util.Set;

/**
 * What the enumerator must know after a restart. Splits that readers hold are in the readers'
 * state.
 *
 * @param runId of the submitted job that wrote this; another one counts its {@code stopAfter} anew
 * @param stopAtMillis when that job stops receiving
 * @param known ids of all splits ever made, so that a finished capture is not read again
 * @param pending splits that no reader has
 */
public record NetflowEnumeratorState(
        String runId, long stopAtMillis, Set<String> known, List<NetflowSplit> pending) {

    public NetflowEnumeratorState {
        known = Set.copyOf(known);
        pending = List.copyOf(pending);
    }
}
