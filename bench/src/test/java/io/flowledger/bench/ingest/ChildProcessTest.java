package io.flowledger.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir private Path directory;

    private ChildProcess shell(String script) throws IOException, InterruptedException {
        return ChildProcess.start(
                List.of("bash", "-c", script), directory.resolve("stderr"), "", PATIENCE);
    }

    @Test
    void itIsReadyWhenItListensAndItsLastJsonLineIsItsSummary() throws Exception {
        String script =
                "trap 'echo \"{\\\"flows\\\": 7}\"; exit 0' TERM; echo listening on x >&2;"
                        + " for i in $(seq 20000); do :; done; while :; do sleep 0.05; done";
        try (ChildProcess child = shell(script)) {
            Thread.sleep(300);
            assertThat(child.isAlive()).isTrue();
            assertThat(Summary.number(child.stop(PATIENCE), "flows")).isEqualTo(7);
            assertThat(child.cpuSeconds()).isBetween(0.01, 10.0);
            assertThat(child.peakResidentBytes()).isPositive();
        }
    }

    @Test
    void oneThatEndsBeforeItListensIsQuoted() {
        assertThatThrownBy(() -> shell("echo port in use >&2; exit 1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended before it listened")
                .hasMessageContaining("port in use");
    }

    @Test
    void oneThatSaysNothingAtTheEndIsAnError() throws Exception {
        try (ChildProcess child = shell("echo listening on x >&2; sleep 30")) {
            assertThatThrownBy(() -> child.stop(PATIENCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no JSON summary");
        }
    }
}
