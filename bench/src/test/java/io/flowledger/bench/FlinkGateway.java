package io.flowledger.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Flink's SQL gateway in front of a cluster: its configuration, and what is in its {@code lib}. */
final class FlinkGateway implements AutoCloseable {

    private static final String MAIN = "org.apache.flink.table.gateway.SqlGateway";
    private static final Path JARS = Path.of("target", "lib");

    private final Process process;
    private final int port;

    private FlinkGateway(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns once it answers. */
    static FlinkGateway start(FlinkCluster cluster) throws Exception {
        Path home = cluster.home();
        int port = FlinkCluster.freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", Launcher.RUN_ONCE));
        command.addAll(List.of(optionsOf(home).split(" ")));
        command.addAll(List.of("-cp", home.resolve("lib") + "/*:" + jars(), MAIN));
        command.add("-Dsql-gateway.endpoint.rest.address=localhost");
        command.add("-Dsql-gateway.endpoint.rest.port=" + port);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FLINK_CONF_DIR", home.resolve("conf").toString());
        builder.environment().put("FLINK_PLUGINS_DIR", home.resolve("plugins").toString());
        Path said = home.resolve("log/gateway.out");
        FlinkGateway gateway =
                new FlinkGateway(
                        builder.redirectErrorStream(true).redirectOutput(said.toFile()).start(),
                        port);
        Await.until("a gateway that answers", () -> FlinkCluster.answers(port, "/info"));
        return gateway;
    }

    private static String optionsOf(Path home) throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(home.resolve("conf/config.yaml").toFile())
                .get("env.java.opts.all")
                .asText();
    }

    /** What a distribution of Flink has beyond the {@code lib} of the cluster. */
    private static String jars() throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            return String.join(
                    ":",
                    jars.map(Path::toString)
                            .filter(jar -> jar.matches(".*/flink-(sql-gateway|json)-.*"))
                            .toList());
        }
    }

    String address() {
        return "localhost:" + port;
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor();
    }
}
