package io.flowledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
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

    private CheckpointFolder folder(String spools) {
        return new CheckpointFolder(new Path(warehouse.toUri()), spools);
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
