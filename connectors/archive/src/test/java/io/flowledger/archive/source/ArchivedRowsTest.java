package io.flowledger.archive.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.HourRange;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of hours, in a warehouse where a replacement was killed in its middle. */
class ArchivedRowsTest {

    private static final String HOUR = "flows/dt=2026-01-31/hr=10/";
    private static final String STAGING = ".flowledger/replacements/one/staging/";

    @TempDir java.nio.file.Path folder;

    /** Of hour 10 one old file is gone, one is there yet, and the new one waits. */
    @BeforeEach
    void kill() throws IOException {
        file("flows/dt=2026-01-31/hr=09/flows-other.parquet");
        file(HOUR + "flows-old-2.parquet");
        file(HOUR + "flows-kept.parquet");
        file(STAGING + HOUR + "flows-new.parquet");
        file(STAGING + "flows/dt=2026-01-31/hr=11/flows-new.parquet");
        Files.writeString(
                folder.resolve(".flowledger/replacements/one/manifest"),
                "flowledger replacement 1\n- "
                        + HOUR
                        + "flows-old-1.parquet\n- "
                        + HOUR
                        + "flows-old-2.parquet\n+ "
                        + HOUR
                        + "flows-new.parquet\n+ flows/dt=2026-01-31/hr=11/flows-new.parquet\n.\n");
    }

    @Test
    void aReplacementUnderWayIsSeenAsDone() throws IOException {
        assertThat(names("flows", HourRange.ALL))
                .containsExactlyInAnyOrder(
                        "flows/dt=2026-01-31/hr=09/flows-other.parquet",
                        HOUR + "flows-kept.parquet",
                        STAGING + HOUR + "flows-new.parquet",
                        STAGING + "flows/dt=2026-01-31/hr=11/flows-new.parquet");
    }

    @Test
    void onlyWhatIsOfTheHoursAndBelowTheFolderIsSeen() throws IOException {
        HourRange ten =
                new HourRange(
                        Instant.parse("2026-01-31T10:00:00Z"),
                        Instant.parse("2026-01-31T11:00:00Z"));
        assertThat(names("flows", ten))
                .containsExactlyInAnyOrder(
                        HOUR + "flows-kept.parquet", STAGING + HOUR + "flows-new.parquet");
        assertThat(names("flows/dt=2026-01-31/hr=11", HourRange.ALL))
                .containsExactly(STAGING + "flows/dt=2026-01-31/hr=11/flows-new.parquet");
        assertThat(names("flows/dt=2026-01-30", HourRange.ALL)).isEmpty();
        assertThat(names("postings", HourRange.ALL)).isEmpty();
    }

    @Test
    void jobsOverDatagramsSeeTheSameFiles() throws IOException {
        List<String> paths =
                new FlowFiles(HourRange.ALL)
                        .enumerateSplits(new Path[] {path("flows")}, 4).stream()
                                .map(FileSourceSplit::path)
                                .map(this::nameOf)
                                .toList();
        assertThat(paths).containsExactlyInAnyOrderElementsOf(names("flows", HourRange.ALL));
    }

    private List<String> names(String below, HourRange hours) throws IOException {
        return ArchivedRows.files(path(below), hours).stream()
                .map(file -> nameOf(file.getPath()))
                .toList();
    }

    private String nameOf(Path file) {
        return folder.relativize(java.nio.file.Path.of(file.getPath())).toString();
    }

    private Path path(String name) {
        return new Path(folder.resolve(name).toString());
    }

    private void file(String name) throws IOException {
        java.nio.file.Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }
}
