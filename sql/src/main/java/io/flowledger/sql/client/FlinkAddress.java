package io.flowledger.sql.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A REST address of Flink, and what answers there. */
public record FlinkAddress(String host, int port, Kind kind) {

    /** What answers. */
    public enum Kind {
        /** A JobManager: statements are planned here and run there. */
        CLUSTER,
        /** A SQL gateway: statements are planned there as well. */
        GATEWAY
    }

    private static final Pattern HOST_PORT =
            Pattern.compile("([^:/\\s]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * @param text {@code HOST:PORT}
     * @throws IllegalArgumentException if nothing that is Flink answers there
     */
    public static FlinkAddress ask(String text) throws InterruptedException {
        Matcher parts = HOST_PORT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "--address " + text + ": give HOST:PORT of a cluster's or a gateway's REST");
        }
        Kind kind;
        if (answer(text, "/overview").contains("\"slots-total\"")) {
            kind = Kind.CLUSTER;
        } else if (answer(text, "/info").contains("Apache Flink")) {
            kind = Kind.GATEWAY;
        } else {
            throw new IllegalArgumentException(
                    "--address "
                            + text
                            + ": neither a Flink cluster nor a SQL gateway answers there");
        }
        return new FlinkAddress(parts.group(1), Integer.parseInt(parts.group(2)), kind);
    }

    InetSocketAddress socket() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    /**
     * Settings that make statements run on this cluster.
     *
     * @param jar what it has to be given: our functions and readers
     */
    public Map<String, String> clusterSettings(URI jar) {
        return Map.of(
                "execution.target",
                "remote",
                "rest.address",
                host,
                "rest.port",
                Integer.toString(port),
                "pipeline.jars",
                jar.toString());
    }

    private static String answer(String address, String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .timeout(PATIENCE)
                        .build();
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException nothing) {
            return "";
        }
    }
}
