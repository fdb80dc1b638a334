package io.flowledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.ledger.sequence.AuditOptions;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    @TempDir java.nio.file.Path warehouse;

    @Test
    void theNewestCompletedCheckpointOfAnyRunIsTaken() throws Exception {
        CheckpointFolder folder = folder("a");
        assertThat(folder.newestCompleted()).isEmpty();
        checkpoint(folder, "job1/chk-7", 1_000);
        checkpoint(folder, "job2/chk-2", 2_000);
        Files.createDirectories(at(folder, "job2/chk-3"));
        assertThat(folder.newestCompleted())
                .hasValueSatisfying(path -> assertThat(path.toString()).endsWith("job2/chk-2"));
    }

    @Test
    void anotherSpoolDoesNotResumeFromIt() throws Exception {
        checkpoint(folder("a"), "job1/chk-7", 1_000);
        assertThat(folder("b").newestCompleted()).isEmpty();
    }

    @Test
    void nothingIsLeftToResumeFromAfterClearing() throws Exception {
        CheckpointFolder folder = folder("a");
        checkpoint(folder, "job1/chk-7", 1_000);
        folder.clear();
        assertThat(folder.newestCompleted()).isEmpty();
    }

    @Test
    void aRunThatWasStoppedLeavesItsSavepointAndNothingElse() throws Exception {
        CheckpointFolder folder = folder("a");
        checkpoint(folder, "job1/chk-7", 1_000);
        Optional<Path> before = folder.newestCompleted();
        checkpoint(folder, "savepoint-job2-1", 2_000);
        folder.keepOnlySavepointAfter(before);
        assertThat(at(folder, "job1")).doesNotExist();
        assertThat(folder.newestCompleted())
                .hasValueSatisfying(
                        path -> assertThat(path.toString()).endsWith("savepoint-job2-1"));
    }

    @Test
    void aRunThatWasDrainedLeavesNoSavepointOfEarlierRuns() throws Exception {
        CheckpointFolder folder = folder("a");
        checkpoint(folder, "savepoint-job1-1", 1_000);
        folder.keepOnlySavepointAfter(folder.newestCompleted());
        assertThat(folder.newestCompleted()).isEmpty();
    }

    @Test
    void aJobSubmittedFromAnotherMachineFindsWhatWasLeft() throws Exception {
        CheckpointFolder elsewhere = CheckpointFolder.of(options("a", "host1"));
        checkpoint(elsewhere, "job1/chk-7", 1_000);
        assertThat(CheckpointFolder.ofSubmitted(options("a", null)).path())
                .isEqualTo(elsewhere.path());
        assertThat(CheckpointFolder.ofSubmitted(options("b", null)).newestCompleted()).isEmpty();
        assertThat(CheckpointFolder.ofSubmitted(options("a", "new")).newestCompleted()).isEmpty();
        assertThat(folder("a").newestCompleted())
                .as("what runs here has its spools here")
                .isEmpty();
    }

    @Test
    void whereSeveralHaveLeftSomethingTheUserSaysWhichIsMeant() throws Exception {
        checkpoint(CheckpointFolder.of(options("a", "host1")), "job1/chk-7", 1_000);
        checkpoint(CheckpointFolder.of(options("a", "host2")), "job2/chk-9", 2_000);
        assertThatThrownBy(() -> CheckpointFolder.ofSubmitted(options("a", null)))
                .hasMessageContaining("host1, host2")
                .hasMessageContaining("--name");
        assertThat(CheckpointFolder.ofSubmitted(options("a", "host2")).newestCompleted())
                .hasValueSatisfying(path -> assertThat(path.toString()).endsWith("job2/chk-9"));
        checkpoint(folder("a"), "job3/chk-1", 500);
        assertThat(CheckpointFolder.ofSubmitted(options("a", null)).path())
                .isEqualTo(folder("a").path());
    }

    private CheckpointFolder folder(String spools) {
        return CheckpointFolder.of(options(spools, null));
    }

    private CollectOptions options(String spool, String name) {
        return new CollectOptions(
                List.of(),
                1,
                null,
                null,
                List.of(java.nio.file.Path.of("/" + spool)),
                List.of(),
                List.of(),
                new Path(warehouse.toUri()),
                null,
                Duration.ofSeconds(1),
                1,
                1,
                AuditOptions.defaults(),
                Optional.empty(),
                name,
                Map.of());
    }

    private static void checkpoint(CheckpointFolder folder, String name, long time)
            throws Exception {
        java.nio.file.Path metadata = at(folder, name).resolve("_metadata");
        Files.createDirectories(metadata.getParent());
        Files.writeString(metadata, "x");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(time));
    }

    private static java.nio.file.Path at(CheckpointFolder folder, String name) {
        return java.nio.file.Path.of(folder.path().toUri()).resolve(name);
    }
}
