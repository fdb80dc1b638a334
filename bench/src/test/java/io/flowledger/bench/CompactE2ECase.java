package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compaction by the launcher's real processes, killed at several moments. */
class CompactE2ECase {

    private static final int FLOWS = 2_000_000;

    @TempDir Path folder;

    private Launcher launcher;

    @BeforeEach
    void prepare() throws Exception {
        launcher = new Launcher(folder);
        new TrafficRun(
                        TrafficOptions.builder()
                                .pcap(folder.resolve("t.pcap"))
                                .start(Instant.parse("2026-02-03T09:00:00Z"))
                                .flows(FLOWS)
                                .rate(200)
                                .build())
                .call();
        launcher.finish(
                launcher.start(
                        "import",
                        path("t.pcap"),
                        "--warehouse",
                        path("w"),
                        "--no-accounting",
                        "--format",
                        "json"));
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void killedAtAnyMomentAndRunAgainItIsAsIfItHadNotBeen() throws Exception {
        FileTrees.copy(folder.resolve("w"), folder.resolve("undisturbed"));
        launcher.finish(compact("undisturbed"));
        Map<String, byte[]> expected = flows("undisturbed");
        assertThat(expected.keySet()).hasSize(3).allMatch(file -> file.contains("-compacted-"));
        int killed = 0;
        for (Moment moment : Moment.values()) {
            FileTrees.copy(folder.resolve("w"), folder.resolve(moment.name()));
            Process run = compact(moment.name());
            Await.until(moment + ", or the end", () -> came(moment) || !run.isAlive());
            killed += run.isAlive() ? 1 : 0;
            run.destroyForcibly().waitFor();

            JsonNode counted = audit(moment.name());
            assertThat(counted.get("total").get("archived").asLong()).isEqualTo(FLOWS);
            assertThat(counted.get("balances").asBoolean()).isTrue();
            launcher.finish(compact(moment.name()));

            Map<String, byte[]> content = flows(moment.name());
            assertThat(content.keySet()).as(moment.name()).isEqualTo(expected.keySet());
            content.forEach(
                    (file, bytes) ->
                            assertThat(bytes)
                                    .as(moment + " " + file)
                                    .isEqualTo(expected.get(file)));
            assertThat(folder.resolve(moment.name()).resolve(".flowledger/replacements"))
                    .isEmptyDirectory();
        }
        assertThat(killed).as("runs that were killed while they were at it").isGreaterThan(1);
    }

    /** What is waited for until a run is killed. */
    private enum Moment {
        BEGUN("owner"),
        FIRST_FILE_STAGED(".parquet"),
        WRITTEN_DOWN("manifest");

        private final String file;

        Moment(String file) {
            this.file = file;
        }
    }

    private boolean came(Moment moment) throws IOException {
        Path replacements = folder.resolve(moment.name()).resolve(".flowledger/replacements");
        if (!Files.exists(replacements)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(replacements)) {
            return files.anyMatch(file -> file.toString().endsWith(moment.file));
        } catch (java.io.UncheckedIOException goneMeanwhile) {
            return false;
        }
    }

    private Process compact(String warehouse) throws Exception {
        return launcher.start(
                "compact",
                "--warehouse",
                path(warehouse),
                "--date",
                "2026-02-03",
                "--format",
                "json");
    }

    private JsonNode audit(String warehouse) throws Exception {
        return launcher.finish(
                launcher.start("audit", "--warehouse", path(warehouse), "--format", "json"));
    }

    private Map<String, byte[]> flows(String warehouse) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        Path flows = folder.resolve(warehouse).resolve("flows");
        try (Stream<Path> files = Files.walk(flows)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(flows.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return content;
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
