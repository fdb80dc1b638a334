package io.flowledger.netflow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.netflow.capture.PcapWriter;
import io.flowledger.netflow.source.TestExporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tables over captures are bounded, so that they can be looked at in batch as well. */
@Timeout(60)
class CaptureTableITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final long FIRST_MILLIS = 1_700_000_000_000L;

    @TempDir Path directory;
    private String captures;

    /** Two captures of 1,000 datagrams a millisecond apart, and a refused payload in between. */
    @BeforeEach
    void capture() throws IOException {
        captures = capture("a.pcap", 0) + "," + capture("b.pcap", 1_000);
    }

    @Test
    void theyEndInBatchAndInStreaming() throws Exception {
        for (EnvironmentSettings settings :
                List.of(EnvironmentSettings.inBatchMode(), EnvironmentSettings.inStreamingMode())) {
            TableEnvironment tables = TableEnvironment.create(settings);
            create(tables, "`bytes` BIGINT, sequence BIGINT METADATA", "");

            List<Row> counted =
                    LiveTable.all(
                            tables.executeSql(
                                    "SELECT COUNT(*), SUM(`bytes`), MIN(sequence), MAX(sequence)"
                                            + " FROM live"));

            assertThat(counted.get(counted.size() - 1))
                    .satisfies(
                            row ->
                                    assertThat(List.of(row.getField(0), row.getField(1)))
                                            .containsExactly(2_000L, 200_000L))
                    .satisfies(
                            row ->
                                    assertThat(List.of(row.getField(2), row.getField(3)))
                                            .containsExactly(0L, 1_999L));
        }
    }

    /** Five datagrams of FreeBSD's ng_netflow among four of NetFlow 9. */
    @Test
    @EnabledIfSystemProperty(named = "flowledger.shared.data", matches = ".+")
    void aRecordingOfRealExportersHasTheFlowsThatAreKnownOfIt() throws Exception {
        Path folder = Path.of(System.getProperty("flowledger.shared.data"));
        String file = "captures/graylog/nprobe-netflow9.pcap";
        JsonNode known =
                new ObjectMapper().readTree(folder.resolve("expected.json").toFile()).get(file);
        captures = folder.resolve(file).toString();
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        create(tables, "packets BIGINT, `bytes` BIGINT, refusal STRING METADATA", "");

        assertThat(
                        one(
                                tables,
                                "SELECT COUNT(packets), SUM(packets), SUM(`bytes`), COUNT(refusal)"
                                        + " FROM live"))
                .isEqualTo(
                        Row.of(
                                known.get("records").asLong(),
                                known.get("packets").asLong(),
                                known.get("octets").asLong(),
                                4L));
    }

    @Test
    void refusedPayloadsHaveRowsWhereTheirColumnIsDeclaredWhateverIsSelected() throws Exception {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        create(tables, "`bytes` BIGINT, why STRING METADATA FROM 'refusal'", "");

        assertThat(one(tables, "SELECT COUNT(*), COUNT(`bytes`), COUNT(why) FROM live"))
                .isEqualTo(Row.of(2_002L, 2_000L, 2L));
        assertThat(one(tables, "SELECT COUNT(*) FROM live")).isEqualTo(Row.of(2_002L));
        assertThat(one(tables, "SELECT DISTINCT why FROM live WHERE why IS NOT NULL"))
                .isEqualTo(Row.of("short_header"));
    }

    @Test
    void onlyWhatIsAskedForIsRead() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        create(
                tables,
                "src_addr BIGINT, dst_addr BIGINT, `bytes` BIGINT, exporter STRING METADATA,"
                        + " received_at TIMESTAMP_LTZ(3) METADATA, sequence BIGINT METADATA,"
                        + " WATERMARK FOR received_at AS received_at - INTERVAL '5' SECOND",
                "");

        assertThat(tables.explainSql("SELECT `bytes`, exporter FROM live WHERE dst_addr = 1"))
                .contains(
                        "project=[dst_addr, bytes], metadata=[received_at, exporter],"
                                + " watermark=[-(CAST(received_at");
    }

    @Test
    void theSourcesOwnWatermarkIsInThePlan() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        create(
                tables,
                "received_at TIMESTAMP_LTZ(3) METADATA,"
                        + " WATERMARK FOR received_at AS SOURCE_WATERMARK()",
                "");

        assertThat(tables.explainSql("SELECT received_at FROM live"))
                .contains("metadata=[received_at], watermark=[SOURCE_WATERMARK()]]]");
    }

    @Test
    void theSourcesOwnWatermarkIsOfReceiveTimeOnly() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        create(
                tables,
                "flow_end TIMESTAMP_LTZ(3), WATERMARK FOR flow_end AS SOURCE_WATERMARK()",
                "");

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM live"))
                .hasStackTraceContaining(
                        "WATERMARK FOR flow_end AS SOURCE_WATERMARK(): the source knows when"
                                + " everything was received, not flow_end");
    }

    @Test
    void windowsOverACaptureCloseByItsOwnTime() throws Exception {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        tables.getConfig().set("table.local-time-zone", "UTC");
        create(
                tables,
                "exporter STRING METADATA, received_at TIMESTAMP_LTZ(3) METADATA,"
                        + " WATERMARK FOR received_at AS SOURCE_WATERMARK()",
                ", 'scan.parallelism' = '1'");

        List<Row> windows =
                LiveTable.all(
                        tables.executeSql(
                                "SELECT window_start, exporter, COUNT(*) FROM TABLE(TUMBLE(TABLE"
                                        + " live, DESCRIPTOR(received_at), INTERVAL '1' SECOND))"
                                        + " GROUP BY window_start, window_end, exporter"));

        assertThat(windows)
                .containsExactlyInAnyOrder(
                        Row.of(LocalDateTime.parse("2023-11-14T22:13:20"), "127.0.0.1", 1_000L),
                        Row.of(LocalDateTime.parse("2023-11-14T22:13:21"), "127.0.0.1", 1_000L));
    }

    @Test
    void aCaptureThatIsNotThereIsNamed() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        captures = directory.resolve("no.pcap").toString();
        create(tables, "`bytes` BIGINT", "");

        assertThatThrownBy(() -> LiveTable.all(tables.executeSql("SELECT * FROM live")))
                .hasStackTraceContaining("no.pcap");
    }

    private void create(TableEnvironment tables, String columns, String options) {
        tables.executeSql(
                "CREATE TABLE live ("
                        + columns
                        + ") WITH ('connector' = 'netflow', 'captures' = '"
                        + captures
                        + "'"
                        + options
                        + ")");
    }

    private static Row one(TableEnvironment tables, String query) throws Exception {
        List<Row> rows = LiveTable.all(tables.executeSql(query));
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private String capture(String name, int from) throws IOException {
        Path file = directory.resolve(name);
        try (PcapWriter writer = PcapWriter.open(file)) {
            for (int sequence = from; sequence < from + 1_000; sequence++) {
                write(writer, sequence, TestExporter.datagram(sequence));
                if (sequence == from + 500) {
                    write(writer, sequence, "\0\5x".getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
        return file.toString();
    }

    private static void write(PcapWriter writer, int millis, byte[] payload) throws IOException {
        int loopback = 0x7F00_0001;
        writer.write(
                (FIRST_MILLIS + millis) * 1_000,
                loopback,
                5_000,
                loopback,
                2_055,
                payload,
                0,
                payload.length);
    }
}
