package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures into a warehouse, by the launcher's real processes; read back by DuckDB. */
class ImportE2ECase {

    @TempDir Path folder;

    private Launcher launcher;
    private Books books;
    private ArchiveQueries archive;

    @BeforeEach
    void prepare() {
        launcher = new Launcher(folder);
        books = new Books(launcher, folder.resolve("w"));
        archive = books.archive();
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void importOfTheSameDatagramsGivesTheSameArchive() throws Exception {
        TrafficOptions options =
                TrafficOptions.builder()
                        .pcap(folder.resolve("t.pcap"))
                        .flows(50_000)
                        .rate(10_000)
                        .exporters(2)
                        .build();
        Truth truth = new TrafficRun(options).call();
        Process run =
                launcher.start(
                        "import", path("t.pcap"), "--warehouse", path("w"), "--format", "json");
        JsonNode summary = launcher.finish(run);
        assertThat(summary.get("flows").asLong()).isEqualTo(truth.sent().flows());
        assertThat(archive.bySession()).isEqualTo(Books.sentBySession(truth));
    }

    @Test
    void whatWasImportedIsAccountedAgainFromTheArchive() throws Exception {
        Instant start = Instant.parse("2026-02-03T23:59:30Z");
        TrafficOptions options =
                TrafficOptions.builder()
                        .pcap(folder.resolve("t.pcap"))
                        .start(start)
                        .duration(Duration.ofMinutes(2))
                        .rate(1_000)
                        .exporters(2)
                        .loss(0.02)
                        .build();
        Truth truth = new TrafficRun(options).call();
        launcher.finish(
                launcher.start(
                        "import", path("t.pcap"), "--warehouse", path("w"), "--format", "json"));
        long posted = archive.count("SELECT count(*) FROM postings");
        String[] account = {
            "account", "--warehouse", path("w"), "--from", "2026-02-03", "--format", "json"
        };
        JsonNode summary = launcher.finish(launcher.start(account));
        assertThat(summary.get("flows").asLong()).isEqualTo(truth.sent().flows());
        assertThat(summary.get("rowsReplaced").asLong()).isEqualTo(posted);
        assertThat(summary.get("rowsWritten").asLong()).isEqualTo(posted);
        assertThat(archive.count("SELECT count(*) FROM postings")).isEqualTo(posted);
    }

    @Test
    void aKilledImportGoesOnWhereItWas() throws Exception {
        TrafficOptions options =
                TrafficOptions.builder()
                        .pcap(folder.resolve("t.pcap"))
                        .flows(12_000_000)
                        .rate(200_000)
                        .loss(0.01)
                        .build();
        Truth truth = new TrafficRun(options).call();
        // so slow that no machine is done before the first commit
        String[] command = {
            "import",
            path("t.pcap"),
            "--warehouse",
            path("w"),
            "--zstd-level",
            "13",
            "--format",
            "json"
        };
        Process killed = launcher.start(command);
        Await.until("a committed file, or the end", () -> archive.hasFiles() || !killed.isAlive());
        killed.destroyForcibly().waitFor();
        assertThat(archive.count("SELECT count(*) FROM flows"))
                .as("it was killed too late to see anything")
                .isLessThan(truth.sent().flows());

        launcher.finish(launcher.start(command));

        books.assertExact(truth);
        assertThat(archive.count("SELECT count(*) FROM flows")).isEqualTo(truth.sent().flows());
    }

    @Test
    void aCaptureThatIsCutGivesItsWholePacketsAndSaysSo() throws Exception {
        new TrafficRun(
                        TrafficOptions.builder()
                                .pcap(folder.resolve("t.pcap"))
                                .flows(3_000)
                                .rate(1_000)
                                .build())
                .call();
        byte[] whole = Files.readAllBytes(folder.resolve("t.pcap"));
        Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 700));
        Process run =
                launcher.start(
                        "import", path("cut.pcap"), "--warehouse", path("w"), "--format", "json");
        assertThat(launcher.finish(run).get("flows").asLong()).isEqualTo(2_970);
        assertThat(Files.readString(launcher.errors(run))).contains("cut.pcap").contains("cut");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
