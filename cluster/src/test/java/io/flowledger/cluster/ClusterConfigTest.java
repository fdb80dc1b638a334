package io.flowledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfigTest {

    @TempDir Path home;

    private ClusterFolder folder;

    @BeforeEach
    void prepare() throws Exception {
        folder = new ClusterFolder(home);
        Files.createDirectories(folder.conf());
    }

    @Test
    void whatAStartAsksForIsKeptByTheNext() throws Exception {
        ClusterConfig.update(folder, Map.of("rest.port", "9999"));
        Configuration next = ClusterConfig.update(folder, Map.of());
        assertThat(next.getString("rest.port", "")).isEqualTo("9999");
    }

    @Test
    void whatWasWrittenByHandGoesBeforeOurDefaultsInBothWritings() throws Exception {
        Files.writeString(
                folder.config(), "taskmanager:\n  numberOfTaskSlots: 7\nheartbeat.interval: 9s\n");
        Configuration configuration = ClusterConfig.update(folder, Map.of());
        assertThat(configuration.getString(ClusterConfig.SLOTS, "")).isEqualTo("7");
        assertThat(configuration.getString("heartbeat.interval", "")).isEqualTo("9s");
        assertThat(configuration.getString("rest.port", "")).isEqualTo("8081");
    }
}
