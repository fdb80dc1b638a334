package io.flowledger.netflow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.netflow.spool.CommittedPosition;
import io.flowledger.netflow.wire.V5Encoder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveTableITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final String WINDOWED =
            LiveTable.METADATA + ", WATERMARK FOR received_at AS SOURCE_WATERMARK()";

    @TempDir Path directory;

    @Test
    void windowsOfTwoSocketsAddUpToWhatWasSent() throws Exception {
        LiveTable live =
                new LiveTable(directory, 4)
                        .listening(
                                "packets BIGINT, `bytes` BIGINT, " + WINDOWED, "'sockets' = '2'");
        TableResult result =
                live.tables.executeSql(
                        """
                        SELECT window_start, window_end, COUNT(*), SUM(packets), SUM(`bytes`),
                               MIN(received_at) >= window_start AND MAX(received_at) < window_end
                        FROM TABLE(TUMBLE(TABLE live, DESCRIPTOR(received_at), INTERVAL '1' SECOND))
                        GROUP BY window_start, window_end
                        """);
        live.awaitListening();
        for (int exporter = 0; exporter < 6; exporter++) {
            live.send(exporter * 500, (exporter + 1) * 500);
            Thread.sleep(400);
        }
        live.drain();
        java.nio.file.Files.createFile(
                Path.of(live.spool().toString().replaceFirst("-0$", "-1")).resolve("drain"));
        List<Row> windows = LiveTable.all(result);

        // one packet of 100 octets in each of the 3,000 flows
        assertThat(windows).hasSizeGreaterThan(1).allMatch(row -> (Boolean) row.getField(5));
        assertThat(sum(windows, 2)).isEqualTo(3_000);
        assertThat(sum(windows, 3)).isEqualTo(3_000);
        assertThat(sum(windows, 4)).isEqualTo(300_000);
    }

    @Test
    void aWindowClosesAlthoughNobodySendsAnyMore() throws Exception {
        LiveTable live = new LiveTable(directory, 2).listening(WINDOWED);
        TableResult result =
                live.tables.executeSql(
                        """
                        SELECT window_end, COUNT(*)
                        FROM TABLE(TUMBLE(TABLE live, DESCRIPTOR(received_at), INTERVAL '1' SECOND))
                        GROUP BY window_start, window_end
                        """);
        live.awaitListening();
        live.send(0, 40);
        try (CloseableIterator<Row> windows = result.collect()) {
            long flows = 0;
            while (flows < 40) {
                // its socket is open: only a watermark can have closed the window
                Row window = windows.next();
                flows += (Long) window.getField(1);
            }
            assertThat(flows).isEqualTo(40);
        }
        result.getJobClient().orElseThrow().cancel().get();
    }

    @Test
    void aWatermarkOfTheExportersClockIsNotHurriedOnByTheReceivers() throws Exception {
        LiveTable live =
                new LiveTable(directory, 1)
                        .listening(
                                "flow_end TIMESTAMP_LTZ(3), `bytes` BIGINT,"
                                        + " WATERMARK FOR flow_end AS flow_end - INTERVAL '1' SECOND");
        TableResult result =
                live.tables.executeSql(
                        """
                        SELECT window_start, SUM(`bytes`)
                        FROM TABLE(TUMBLE(TABLE live, DESCRIPTOR(flow_end), INTERVAL '10' SECOND))
                        GROUP BY window_start, window_end
                        """);
        live.awaitListening();
        live.send(exportedAt(1_700_000_001));
        // statuses of the receiver, years ahead of the exporter's clock
        Thread.sleep(2_500);
        live.send(exportedAt(1_700_000_004));
        live.send(exportedAt(1_700_000_030));
        try (CloseableIterator<Row> windows = result.collect()) {
            assertThat(windows.next())
                    .isEqualTo(Row.of(LocalDateTime.parse("2023-11-14T22:13:20"), 200L));
        }
        result.getJobClient().orElseThrow().cancel().get();
    }

    @Test
    void aFailureLosesAndRepeatsNothing() throws Exception {
        LiveTable live = new LiveTable(directory, 1).listening(LiveTable.METADATA);
        live.tables.createTemporarySystemFunction("failing_once", FailingOnce.class);
        TableResult result =
                live.tables.executeSql("SELECT failing_once(sequence, 2999) FROM live");
        live.awaitListening();
        live.send(0, 1_000);
        live.awaitCommitted();
        live.send(1_000, 3_000);
        LiveTable.await("the failure", FailingOnce.FAILED::get);
        LiveTable.await("the socket again", () -> answers(live));
        live.drain();

        assertThat(LiveTable.all(result).stream().map(row -> (Long) row.getField(0)))
                .startsWith(LongStream.range(0, 3_000).boxed().toArray(Long[]::new))
                .allMatch(sequence -> sequence < 3_000 || sequence >= PROBES);
        assertThat(FailingOnce.FAILED).isTrue();
    }

    @Test
    void theNextQueryGoesOnBehindWhatWasCommittedOrAtTheEarliestOrTheLatest() throws Exception {
        LiveTable live = new LiveTable(directory, 1).listening(LiveTable.METADATA);
        TableResult first = live.tables.executeSql("SELECT sequence FROM live");
        live.awaitListening();
        live.send(0, 500);
        live.drain();
        assertThat(LiveTable.all(first)).hasSize(500);

        assertThat(sequences(live, "committed", 500, 510)).isEqualTo(range(500, 510));
        assertThat(sequences(live, "latest", 510, 520)).isEqualTo(range(510, 520));
        assertThat(sequences(live, "earliest", 520, 530)).isEqualTo(range(0, 530));
    }

    @Test
    void aSpoolIsWatchedBesideTheJobThatConsumesIt() throws Exception {
        LiveTable live = new LiveTable(directory, 1).listening(LiveTable.METADATA);
        TableResult consumer = live.tables.executeSql("SELECT sequence FROM live");
        live.awaitListening();
        live.send(0, 1_000);
        live.awaitCommitted();
        live.create(
                "watched",
                LiveTable.METADATA,
                "'watch' = '" + live.spool().getParent() + "'",
                "'scan.startup.mode' = 'earliest'",
                "'stop-after' = '3 s'");
        TableResult watcher = live.tables.executeSql("SELECT sequence FROM watched");
        live.send(1_000, 1_100);
        assertThat(values(watcher)).isEqualTo(range(0, 1_100));

        live.send(1_100, 1_200);
        live.drain();
        assertThat(values(consumer)).isEqualTo(range(0, 1_200));
    }

    @Test
    void aSpoolHasOneConsumer() throws Exception {
        LiveTable live = new LiveTable(directory, 1).listening(LiveTable.METADATA);
        TableResult consumer = live.tables.executeSql("SELECT sequence FROM live");
        live.awaitListening();
        live.send(0, 10);
        live.create("other", LiveTable.METADATA, "'attach' = '" + live.spool() + "'");

        assertThatThrownBy(
                        () -> LiveTable.all(live.tables.executeSql("SELECT sequence FROM other")))
                .hasStackTraceContaining("is read by a job of this same process");
        live.drain();
        assertThat(values(consumer)).isEqualTo(range(0, 10));
    }

    private static final int PROBES = 1_000_000;

    private static boolean answers(LiveTable live) throws Exception {
        long before = CommittedPosition.read(live.spool()).orElse(0);
        live.send(PROBES, PROBES + 1);
        Thread.sleep(200);
        return CommittedPosition.read(live.spool()).orElse(0) > before;
    }

    private static List<Long> sequences(LiveTable live, String mode, int from, int to)
            throws Exception {
        TableResult result =
                live.tables.executeSql(
                        "SELECT sequence FROM live /*+ OPTIONS('scan.startup.mode' = '"
                                + mode
                                + "') */");
        live.awaitListening();
        live.send(from, to);
        live.drain();
        return values(result);
    }

    private static List<Long> values(TableResult result) throws Exception {
        return LiveTable.all(result).stream().map(row -> (Long) row.getField(0)).toList();
    }

    private static List<Long> range(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static long sum(List<Row> rows, int field) {
        return rows.stream().mapToLong(row -> (Long) row.getField(field)).sum();
    }

    private static byte[] exportedAt(long seconds) {
        byte[] bytes = new byte[100];
        int length =
                new V5Encoder()
                        .start(bytes, 0)
                        .sysUptime(60_000)
                        .exportedAt(seconds, 0)
                        .nextRecord()
                        .counters(1, 100)
                        .times(60_000, 60_000)
                        .finish();
        return Arrays.copyOf(bytes, length);
    }

    /** The identity, but for one exception at a value. */
    public static final class FailingOnce extends ScalarFunction {

        private static final long serialVersionUID = 1L;
        static final AtomicBoolean FAILED = new AtomicBoolean();

        public Long eval(Long value, Integer at) {
            if (value == at.longValue() && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("injected failure at " + value);
            }
            return value;
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }
}
