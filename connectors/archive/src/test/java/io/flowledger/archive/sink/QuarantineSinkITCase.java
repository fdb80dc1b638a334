package io.flowledger.archive.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class QuarantineSinkITCase {

    private static final long NOON =
            Instant.parse("2026-01-31T12:00:00Z").getEpochSecond() * 1_000_000;

    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @TempDir java.nio.file.Path directory;

    @Test
    void refusedPayloadsLandInTheFolderOfTheirDayAsTheyCame() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        env.setParallelism(1);
        env.fromSequence(0, 99)
                .map(QuarantineSinkITCase::refused)
                .returns(new GenericTypeInfo<>(ExportDatagram.class))
                .sinkTo(
                        FlowArchive.quarantineSink(
                                new Path(directory.toUri()), ArchiveOptions.defaults()));
        env.execute();

        List<List<Object>> expected = new ArrayList<>();
        for (long i = 0; i < 100; i++) {
            expected.add(
                    List.of(
                            NOON / 1000 + i,
                            "2001:db8:0:0:0:0:0:1",
                            4000 + i,
                            "unsupported_version",
                            i % 7,
                            "ab".repeat((int) (i % 7)).toUpperCase()));
        }
        assertThat(
                        DuckDb.query(
                                "SELECT epoch_ms(received_at), exporter, exporter_port, reason, length, hex(payload)"
                                        + " FROM '"
                                        + directory
                                        + "/quarantine/dt=2026-01-31/*.parquet' ORDER BY 1"))
                .isEqualTo(expected);
    }

    private static ExportDatagram refused(long i) {
        byte[] bytes = new byte[10];
        java.util.Arrays.fill(bytes, 2, 2 + (int) (i % 7), (byte) 0xAB);
        return ExportDatagram.refused(
                NOON + i * 1000,
                0x2001_0DB8_0000_0000L,
                1,
                (int) (4000 + i),
                bytes,
                2,
                (int) (i % 7),
                Refusal.Reason.UNSUPPORTED_VERSION);
    }
}
