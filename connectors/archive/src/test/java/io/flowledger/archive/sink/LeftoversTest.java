package io.flowledger.archive.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    private static final RunName RUN = RunName.of("spool /s");
    private static final String JOB = new JobID().toHexString().substring(0, 8);
    private static final String EARLIER = new JobID().toHexString().substring(0, 8);
    private static final String PARTITION = "dt=2026-01-31/hr=07";

    @TempDir java.nio.file.Path table;

    @Test
    void anEarlierJobsFilesGoWhicheverTaskWroteThem() throws Exception {
        java.nio.file.Path one = inProgress(new FileOrigin(RUN.code(), EARLIER, 0, 0));
        java.nio.file.Path other = inProgress(new FileOrigin(RUN.code(), EARLIER, 5, 2));
        assertThat(sweptBy(new FileOrigin(RUN.code(), JOB, 0, 0), 2)).isEqualTo(2);
        assertThat(one).doesNotExist();
        assertThat(other).doesNotExist();
    }

    @Test
    void filesOfAnotherSpoolsJobAreNotTouched() throws Exception {
        String others = RunName.of("spool /other").code();
        java.nio.file.Path file = inProgress(new FileOrigin(others, EARLIER, 0, 0));
        assertThat(sweptBy(new FileOrigin(RUN.code(), JOB, 0, 3), 1)).isZero();
        assertThat(file).exists();
    }

    @Test
    void ofItsOwnJobATaskDeletesWhatItsEarlierAttemptsLeft() throws Exception {
        java.nio.file.Path earlier = inProgress(new FileOrigin(RUN.code(), JOB, 1, 0));
        java.nio.file.Path own = inProgress(new FileOrigin(RUN.code(), JOB, 1, 1));
        java.nio.file.Path neighbours = inProgress(new FileOrigin(RUN.code(), JOB, 0, 0));
        assertThat(sweptBy(new FileOrigin(RUN.code(), JOB, 1, 1), 2)).isEqualTo(1);
        assertThat(earlier).doesNotExist();
        assertThat(own).exists();
        assertThat(neighbours).as("may have started later, with a lower attempt").exists();
    }

    @Test
    void whereAttemptsAreCountedAnewTheirFilesAgeTells() throws Exception {
        java.nio.file.Path before = inProgress(new FileOrigin(RUN.code(), JOB, 0, 4));
        java.nio.file.Path same = inProgress(new FileOrigin(RUN.code(), JOB, 0, 0));
        java.nio.file.Path later = inProgress(new FileOrigin(RUN.code(), JOB, 0, 1));
        long begun = Files.getLastModifiedTime(later).toMillis();
        for (java.nio.file.Path file : new java.nio.file.Path[] {before, same}) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(begun - 5_000));
        }

        assertThat(sweptBy(new FileOrigin(RUN.code(), JOB, 0, 0), 1, begun)).isEqualTo(2);
        assertThat(before).doesNotExist();
        assertThat(same).doesNotExist();
        assertThat(later).as("of an attempt that came after this one").exists();
    }

    @Test
    void theFirstTaskAnswersForThoseThatThereAreNoMore() throws Exception {
        java.nio.file.Path gone = inProgress(new FileOrigin(RUN.code(), JOB, 2, 0));
        java.nio.file.Path there = inProgress(new FileOrigin(RUN.code(), JOB, 1, 0));
        assertThat(sweptBy(new FileOrigin(RUN.code(), JOB, 0, 1), 2)).isEqualTo(1);
        assertThat(gone).doesNotExist();
        assertThat(there).exists();
    }

    @Test
    void committedFilesAndThoseOfOtherProgramsAreNotTouched() throws Exception {
        java.nio.file.Path folder = table.resolve(PARTITION);
        Files.createDirectories(folder);
        String committed = new FileOrigin(RUN.code(), EARLIER, 0, 0).prefix("flows");
        for (String name :
                new String[] {
                    committed + "-" + UUID.randomUUID() + "-0.parquet",
                    ".flows-" + UUID.randomUUID() + "-0.parquet.inprogress." + UUID.randomUUID(),
                    "." + committed + ".parquet.inprogress.1",
                    ".hidden"
                }) {
            Files.writeString(folder.resolve(name), "x");
        }
        assertThat(sweptBy(new FileOrigin(RUN.code(), JOB, 0, 1), 1)).isZero();
        assertThat(folder.toFile().list()).hasSize(4);
    }

    @Test
    void aTableThatIsNotThereYetHasNone() throws Exception {
        Leftovers leftovers =
                new Leftovers(
                        new Path(table.resolve("losses").toUri()),
                        new FileOrigin(RUN.code(), JOB, 0, 0),
                        1,
                        0);
        assertThat(leftovers.sweep()).isZero();
    }

    private int sweptBy(FileOrigin writer, int parallelism) throws Exception {
        return sweptBy(writer, parallelism, 0);
    }

    private int sweptBy(FileOrigin writer, int parallelism, long begunMillis) throws Exception {
        return new Leftovers(new Path(table.toUri()), writer, parallelism, begunMillis).sweep();
    }

    /** Begun as the file sink does it, and abandoned; the name is Flink's. */
    private java.nio.file.Path inProgress(FileOrigin writer) throws Exception {
        String name = writer.prefix("flows") + "-" + UUID.randomUUID() + "-0.parquet";
        Path file = new Path(new Path(table.toUri()), PARTITION + "/" + name);
        try (RecoverableFsDataOutputStream out =
                FileSystem.getLocalFileSystem().createRecoverableWriter().open(file)) {
            out.write(1);
        }
        try (var files = Files.list(table.resolve(PARTITION))) {
            return files.filter(each -> each.getFileName().toString().contains(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
