package io.flowledger.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * {@code conf/config.yaml} of a cluster on this machine: our defaults where nothing is said, what
 * was written into it by hand, and what this start asks for, the later before the earlier.
 */
final class ClusterConfig {

    /** What Flink's own config.yaml gives Java 17. */
    static final String OPENS =
            "--add-exports=java.base/sun.net.util=ALL-UNNAMED"
                    + " --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED"
                    + " --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED"
                    + " --add-opens=java.base/java.lang=ALL-UNNAMED"
                    + " --add-opens=java.base/java.net=ALL-UNNAMED"
                    + " --add-opens=java.base/java.io=ALL-UNNAMED"
                    + " --add-opens=java.base/java.nio=ALL-UNNAMED"
                    + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
                    + " --add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
                    + " --add-opens=java.base/java.text=ALL-UNNAMED"
                    + " --add-opens=java.base/java.time=ALL-UNNAMED"
                    + " --add-opens=java.base/java.util=ALL-UNNAMED"
                    + " --add-opens=java.base/java.util.concurrent=ALL-UNNAMED"
                    + " --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED"
                    + " --add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED";

    static final String REST_PORT = "rest.port";
    static final String SLOTS = "taskmanager.numberOfTaskSlots";
    static final String RPC_PORT = "jobmanager.rpc.port";
    static final String REST_ADDRESS = "rest.address";

    private ClusterConfig() {}

    static Map<String, String> defaults(ClusterFolder folder) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("jobmanager.rpc.address", "localhost");
        defaults.put(RPC_PORT, "6123");
        defaults.put("jobmanager.bind-host", "localhost");
        defaults.put("jobmanager.memory.process.size", "1g");
        defaults.put(REST_ADDRESS, "localhost");
        defaults.put("rest.bind-address", "localhost");
        defaults.put(REST_PORT, "8081");
        defaults.put("taskmanager.host", "localhost");
        defaults.put("taskmanager.bind-host", "localhost");
        defaults.put(SLOTS, "2");
        defaults.put("taskmanager.memory.process.size", "1728m");
        // collect keeps its state on the heap, and columns that are being written
        defaults.put("taskmanager.memory.managed.fraction", "0.1");
        // a TaskManager that was killed is missed after two of these, not after 20 s
        defaults.put("heartbeat.interval", "2s");
        defaults.put("heartbeat.timeout", "30s");
        defaults.put("io.tmp.dirs", folder.tmp().toString());
        // Hadoop's shutdown hook looks for its files in a class loader that the client has closed
        defaults.put("classloader.check-leaked-classloader", "false");
        defaults.put("env.java.opts.all", OPENS);
        return defaults;
    }

    /**
     * @param asked what this start asks for
     */
    static Configuration update(ClusterFolder folder, Map<String, String> asked)
            throws IOException {
        Configuration configuration = Configuration.fromMap(defaults(folder));
        if (Files.exists(folder.config())) {
            configuration.addAll(load(folder));
        }
        asked.forEach(configuration::setString);
        List<String> lines = new ArrayList<>();
        lines.add("# Changes made here are kept by the next start, comments are not.");
        lines.addAll(
                ConfigurationUtils.convertConfigToWritableLines(configuration, true).stream()
                        .sorted()
                        .toList());
        Files.write(folder.config(), lines);
        return load(folder);
    }

    static Configuration load(ClusterFolder folder) {
        if (!Files.exists(folder.config())) {
            throw new IllegalStateException(
                    "there is no cluster in "
                            + folder.home()
                            + ": start one with `flowledger cluster start`");
        }
        return GlobalConfiguration.loadConfiguration(folder.conf().toString());
    }
}
