package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.cli.Flowledger;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The generator's traffic over UDP into windows of a live table. */
@Timeout(120)
class LiveTableITCase {

    private static final String SHAPE =
            "packets BIGINT, `bytes` BIGINT, exporter STRING METADATA,"
                    + " received_at TIMESTAMP_LTZ(3) METADATA,"
                    + " WATERMARK FOR received_at AS SOURCE_WATERMARK()";

    @TempDir private Path directory;

    @Test
    void windowsAddUpToWhatTheGeneratorSent() throws Exception {
        int port;
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        Path spool = directory.resolve("spool/127.0.0.1_" + port + "-0");
        TableEnvironment tables = streaming();
        tables.executeSql(
                "CREATE TABLE live ("
                        + SHAPE
                        + ") WITH ('connector' = 'netflow', 'listen' = '127.0.0.1:"
                        + port
                        + "', 'spool' = '"
                        + spool.getParent()
                        + "')");
        TableResult windows =
                tables.executeSql(
                        """
                        SELECT window_start, exporter, COUNT(*), SUM(packets), SUM(`bytes`)
                        FROM TABLE(TUMBLE(TABLE live, DESCRIPTOR(received_at), INTERVAL '1' SECOND))
                        GROUP BY window_start, window_end, exporter
                        """);
        awaitSocket(port);
        Path truthFile = directory.resolve("truth.json");
        int exit =
                Flowledger.commandLine()
                        .execute(
                                "send",
                                "--to",
                                "127.0.0.1:" + port,
                                "--rate",
                                "10000",
                                "--for",
                                "3s",
                                "--exporters",
                                "2",
                                "--truth",
                                truthFile.toString());
        assertThat(exit).isZero();
        Files.createFile(spool.resolve("drain"));

        JsonNode sent = new ObjectMapper().readTree(truthFile.toFile()).get("sent");
        Map<String, Long> windowsByExporter = new TreeMap<>();
        long[] totals = new long[3];
        try (CloseableIterator<Row> rows = windows.collect()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                windowsByExporter.merge((String) row.getField(1), 1L, Long::sum);
                for (int i = 0; i < totals.length; i++) {
                    totals[i] += (Long) row.getField(2 + i);
                }
            }
        }
        assertThat(List.of(totals[0], totals[1], totals[2]))
                .as("flows, packets, octets")
                .containsExactly(
                        sent.get("flows").asLong(),
                        sent.get("packets").asLong(),
                        sent.get("octets").asLong());
        assertThat(windowsByExporter.keySet()).containsExactly("127.0.0.1", "127.0.0.2");
        assertThat(windowsByExporter.values()).allMatch(count -> count > 1);
    }

    private static TableEnvironment streaming() {
        return TableEnvironment.create(
                EnvironmentSettings.newInstance()
                        .inStreamingMode()
                        .withConfiguration(
                                Configuration.fromMap(Map.of("parallelism.default", "2")))
                        .build());
    }

    private static void awaitSocket(int port) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        String local = String.format(":%04X ", port);
        while (!Files.readString(Path.of("/proc/net/udp")).contains(local)) {
            assertThat(System.nanoTime()).as("waiting for the socket").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
