package io.flowledger.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * The one ZooKeeper server of a cluster on this machine: it keeps which jobs run and where their
 * newest checkpoints are, for a JobManager that takes over. Loopback only.
 */
record LocalZooKeeper(ClusterFolder folder) {

    /** Its own file says so; what a person wrote into config.yaml may name another ZooKeeper. */
    boolean isConfigured() {
        return Files.exists(folder.zooKeeperConfig());
    }

    /**
     * Writes its configuration.
     *
     * @return what Flink must be told
     */
    Map<String, String> configure(int port) throws IOException {
        Files.write(
                folder.zooKeeperConfig(),
                List.of(
                        "tickTime=2000",
                        "dataDir=" + folder.highAvailability().resolve("zookeeper"),
                        "clientPort=" + port,
                        "clientPortAddress=127.0.0.1",
                        "admin.enableServer=false"));
        return Map.of(
                "high-availability.type", "zookeeper",
                "high-availability.zookeeper.quorum", "127.0.0.1:" + port,
                "high-availability.storageDir",
                        folder.highAvailability().resolve("jobs").toString(),
                "high-availability.cluster-id", "/flowledger",
                // a JobManager that was killed is missed after this, not after 60 s
                "high-availability.zookeeper.client.session-timeout", "10 s",
                "high-availability.zookeeper.client.connection-timeout", "5 s");
    }
}
