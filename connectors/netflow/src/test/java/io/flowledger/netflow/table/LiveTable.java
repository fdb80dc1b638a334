package io.flowledger.netflow.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.source.TestExporter;
import io.flowledger.netflow.spool.CommittedPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** A live table that listens on loopback, and what it takes to feed, end and read it. */
final class LiveTable {

    static final String METADATA =
            """
            received_at TIMESTAMP_LTZ(3) METADATA,
            exporter STRING METADATA,
            sequence BIGINT METADATA
            """;

    final StreamTableEnvironment tables;
    final int port;
    private final Path spoolRoot;

    /**
     * @param parallelism of everything that does not say otherwise
     */
    LiveTable(Path directory, int parallelism) throws IOException {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        config.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(config);
        environment.setParallelism(parallelism);
        tables = StreamTableEnvironment.create(environment);
        tables.getConfig().set("table.local-time-zone", "UTC");
        port = TestExporter.freePort();
        spoolRoot = directory.resolve("spool");
    }

    /** Creates {@code live}. */
    LiveTable listening(String columns, String... options) {
        return create(
                "live",
                columns,
                Stream.concat(
                                Stream.of(
                                        "'listen' = '127.0.0.1:" + port + "'",
                                        "'spool' = '" + spoolRoot + "'"),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    LiveTable create(String name, String columns, String... options) {
        tables.executeSql(
                "CREATE TABLE "
                        + name
                        + " ("
                        + columns
                        + ") WITH ('connector' = 'netflow', "
                        + String.join(", ", options)
                        + ")");
        return this;
    }

    Path spool() {
        return spoolRoot.resolve("127.0.0.1_" + port + "-0");
    }

    void send(int from, int to) throws Exception {
        try (TestExporter exporter = new TestExporter(port)) {
            exporter.send(from, to);
        }
    }

    void send(byte[] payload) throws Exception {
        try (TestExporter exporter = new TestExporter(port)) {
            exporter.sendRaw(payload);
        }
    }

    /** Its receiver runs. */
    void awaitListening() throws Exception {
        await(
                "the socket",
                () ->
                        Files.isDirectory(spool())
                                && Files.readString(Path.of("/proc/net/udp"))
                                        .contains(String.format(":%04X ", port)));
    }

    void awaitCommitted() throws Exception {
        await("a committed position", () -> CommittedPosition.read(spool()).orElse(0) > 50_000);
    }

    /** Asks the source to read what there is and end. */
    void drain() throws IOException {
        Files.createFile(spool().resolve("drain"));
    }

    static List<Row> all(TableResult result) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> answers = result.collect()) {
            answers.forEachRemaining(rows::add);
        }
        return rows;
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waiting for %s", what).isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
