package io.flowledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterProcessTest {

    @TempDir Path home;

    @Test
    void aPidThatSomebodyElseHasNowIsNotTouched() throws Exception {
        ClusterProcess process = ClusterProcess.jobManager(new ClusterFolder(home));
        Files.createDirectories(process.pidFile().getParent());
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(process.pidFile(), stranger.pid() + "\n");
            assertThat(process.running()).isEmpty();
            assertThat(process.stop(Duration.ofSeconds(1))).isFalse();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(process.pidFile()).doesNotExist();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void aPidFileThatIsCutIsNobodysPid() throws Exception {
        ClusterProcess process = ClusterProcess.taskManager(new ClusterFolder(home), 3);
        Files.createDirectories(process.pidFile().getParent());
        Files.writeString(process.pidFile(), "");
        assertThat(process.running()).isEmpty();
        assertThat(process.number()).isEqualTo(3);
    }
}
