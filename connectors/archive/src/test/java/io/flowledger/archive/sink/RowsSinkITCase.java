package io.flowledger.archive.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.write.RowTarget;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RowsSinkITCase {

    private static final long BEFORE_MIDNIGHT =
            Instant.parse("2026-01-31T23:59:00Z").toEpochMilli();
    private static final int SECONDS = 120;

    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @TempDir java.nio.file.Path directory;

    @Test
    void lossesLandInTheFolderOfTheirDayUnknownValuesAsNull() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        env.setParallelism(1);
        env.fromSequence(0, SECONDS - 1)
                .sinkTo(
                        FlowArchive.rowsSink(
                                new Path(directory.toUri()),
                                LossColumn.TABLE,
                                List.of(LossColumn.values()),
                                new EverySecond(),
                                ArchiveOptions.defaults()));
        env.execute();

        List<List<Object>> expected =
                LongStream.range(0, SECONDS).mapToObj(RowsSinkITCase::row).toList();
        assertThat(
                        DuckDb.query(
                                "SELECT CAST(dt AS VARCHAR), epoch_ms(detected_at), exporter, exporter_port,"
                                        + " epoch_ms(epoch), kind, lost_flows, epoch_ms(lost_after), cause"
                                        + " FROM read_parquet('"
                                        + directory
                                        + "/losses/*/losses-*.parquet', hive_partitioning = true)"
                                        + " ORDER BY 2"))
                .isEqualTo(expected);
    }

    private static List<Object> row(long second) {
        boolean known = second % 3 == 0;
        return Arrays.asList(
                second < 60 ? "2026-01-31" : "2026-02-01",
                BEFORE_MIDNIGHT + second * 1000,
                "192.0.2." + second % 4,
                known ? 2055L : null,
                BEFORE_MIDNIGHT,
                known ? "gap" : "restart",
                known ? second : null,
                known ? BEFORE_MIDNIGHT + second : null,
                known ? "upstream" : null);
    }

    private static final class EverySecond implements RowEncoder<Long> {

        private static final long serialVersionUID = 1;

        @Override
        public long partitionMillis(Long second) {
            return BEFORE_MIDNIGHT + second * 1000;
        }

        @Override
        public void encode(Long second, RowTarget row) {
            row.set(LossColumn.DETECTED_AT, partitionMillis(second))
                    .set(LossColumn.EXPORTER, "192.0.2." + second % 4)
                    .set(LossColumn.ENGINE_TYPE, 0)
                    .set(LossColumn.ENGINE_ID, 1)
                    .set(LossColumn.EPOCH, BEFORE_MIDNIGHT)
                    .set(LossColumn.KIND, second % 3 == 0 ? "gap" : "restart")
                    .set(LossColumn.APPORTIONED, 0)
                    .set(LossColumn.FINAL, 1);
            if (second % 3 == 0) {
                row.set(LossColumn.EXPORTER_PORT, 2055)
                        .set(LossColumn.LOST_FLOWS, second)
                        .set(LossColumn.LOST_AFTER, BEFORE_MIDNIGHT + second)
                        .set(LossColumn.CAUSE, "upstream");
            }
        }
    }
}
