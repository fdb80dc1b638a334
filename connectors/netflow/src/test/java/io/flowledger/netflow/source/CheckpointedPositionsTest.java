package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.spool.CommittedPosition;
import io.flowledger.netflow.spool.NeededPosition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointedPositionsTest {

    @TempDir Path spool;

    @Test
    void theNewestCompletedIsCommittedAndTheOldestKeptIsNeeded() throws Exception {
        CheckpointedPositions positions = new CheckpointedPositions(3);
        complete(positions, 1, 100);
        assertThat(CommittedPosition.read(spool)).hasValue(100);
        assertThat(NeededPosition.read(spool)).hasValue(100);
        complete(positions, 2, 200);
        complete(positions, 3, 200);
        assertThat(NeededPosition.read(spool)).hasValue(100);
        complete(positions, 4, 400);
        assertThat(CommittedPosition.read(spool)).hasValue(400);
        assertThat(NeededPosition.read(spool)).hasValue(200);
    }

    @Test
    void anAbortedCheckpointIsNotKept() throws Exception {
        CheckpointedPositions positions = new CheckpointedPositions(2);
        complete(positions, 1, 100);
        positions.snapshotted(2, List.of(at(200)));
        positions.aborted(2);
        complete(positions, 3, 300);
        assertThat(NeededPosition.read(spool)).hasValue(100);
    }

    @Test
    void afterARestartTheCheckpointsOfTheAttemptBeforeAreStillKept() throws Exception {
        CheckpointedPositions before = new CheckpointedPositions(2);
        complete(before, 1, 100);
        complete(before, 2, 200);
        CheckpointedPositions after = new CheckpointedPositions(2);
        complete(after, 3, 300);
        assertThat(NeededPosition.read(spool).getAsLong())
                .as("2 and 3 are kept")
                .isLessThanOrEqualTo(200);
        complete(after, 4, 400);
        assertThat(NeededPosition.read(spool)).hasValue(300);
    }

    @Test
    void whereOnlyTheNewestIsKeptNothingElseIsNeeded() throws Exception {
        NeededPosition.write(spool, 50);
        complete(new CheckpointedPositions(1), 1, 100);
        assertThat(NeededPosition.read(spool)).isEmpty();
        assertThat(CommittedPosition.read(spool)).hasValue(100);
    }

    private void complete(CheckpointedPositions positions, long checkpoint, long position) {
        positions.snapshotted(checkpoint, List.of(at(position)));
        positions.completed(checkpoint);
    }

    private NetflowSplit at(long position) {
        return SpoolSplit.fresh("", spool.toString(), Intake.FOLLOW).withPosition(position);
    }
}
