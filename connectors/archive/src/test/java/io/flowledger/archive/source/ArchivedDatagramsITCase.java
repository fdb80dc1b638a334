package io.flowledger.archive.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.archive.read.SentDatagram;
import io.flowledger.archive.sink.ArchiveOptions;
import io.flowledger.archive.sink.FlowArchive;
import io.flowledger.archive.write.SampleTraffic;
import io.flowledger.netflow.wire.ExportDatagram;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ArchivedDatagramsITCase {

    private static final Instant MIDNIGHT = Instant.parse("2026-02-01T00:00:00Z");
    private static final int DATAGRAMS = 3_000;

    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @TempDir static java.nio.file.Path warehouse;
    private static List<ArchivedDatagram> sent;

    /** From 90 minutes before midnight to about 75 minutes after it. */
    @BeforeAll
    static void write() throws Exception {
        sent = SentDatagram.all(traffic());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        env.setParallelism(2);
        env.fromData(0)
                .<ExportDatagram>flatMap((n, out) -> traffic().forEach(out::collect))
                .returns(new GenericTypeInfo<>(ExportDatagram.class))
                .rebalance()
                .sinkTo(FlowArchive.flowsSink(path(), ArchiveOptions.defaults()));
        env.execute();
        java.nio.file.Path hour = warehouse.resolve("flows/dt=2026-02-01/hr=00");
        Files.writeString(hour.resolve(".flows-9.parquet.inprogress.1"), "not yet");
        Files.writeString(warehouse.resolve("flows/_SUCCESS"), "");
    }

    private static List<ExportDatagram> traffic() {
        long start = (MIDNIGHT.getEpochSecond() - 90 * 60) * 1_000_000;
        return new SampleTraffic(1, 5, 1_000, start, 0.3).datagrams(DATAGRAMS, 17);
    }

    @Test
    void whatWasSentIsReadBack() throws Exception {
        assertThat(read(ArchivedDatagrams.source(path())))
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void onlyTheHoursAskedForAreRead() throws Exception {
        Instant from = MIDNIGHT.minusSeconds(3600);
        Instant to = MIDNIGHT.plusSeconds(3600);
        List<ArchivedDatagram> expected =
                sent.stream()
                        .filter(d -> d.receivedAtMillis() >= from.toEpochMilli())
                        .filter(d -> d.receivedAtMillis() < to.toEpochMilli())
                        .toList();
        assertThat(expected).hasSizeBetween(1, sent.size() - 1);
        assertThat(read(ArchivedDatagrams.source(path(), from, to)))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aWarehouseWithoutFlowsHasNoDatagrams(@TempDir java.nio.file.Path empty) throws Exception {
        assertThat(read(ArchivedDatagrams.source(new Path(empty.toUri())))).isEmpty();
    }

    @Test
    void aDamagedFileFailsTheJobWithItsName(@TempDir java.nio.file.Path damaged) throws Exception {
        java.nio.file.Path file = damaged.resolve("flows/dt=2026-02-01/hr=00/flows-1.parquet");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "PAR1 this is none PAR1");
        assertThatThrownBy(() -> read(ArchivedDatagrams.source(new Path(damaged.toUri()))))
                .satisfies(
                        e ->
                                assertThat(ExceptionUtils.stringifyException(e))
                                        .contains("archive file " + "file:" + file + ": damaged"));
    }

    @Test
    void aRestoredReaderGoesOnBehindTheLastDatagramPassedOn() throws Exception {
        FileSourceSplit split =
                new FlowFiles(io.flowledger.archive.read.HourRange.ALL)
                        .enumerateSplits(new Path[] {new Path(path(), "flows")}, 1)
                        .iterator()
                        .next();
        DatagramFormat<ArchivedDatagram> format = DatagramFormat.totals();
        List<RecordAndPosition<ArchivedDatagram>> all = positions(format, split);
        RecordAndPosition<ArchivedDatagram> last = all.get(all.size() / 3);
        FileSourceSplit restored =
                split.updateWithCheckpointedPosition(
                        new CheckpointedPosition(last.getOffset(), last.getRecordSkipCount()));
        List<ArchivedDatagram> rest = new ArrayList<>();
        try (BulkFormat.Reader<ArchivedDatagram> reader =
                format.restoreReader(new Configuration(), restored)) {
            BulkFormat.RecordIterator<ArchivedDatagram> batch;
            while ((batch = reader.readBatch()) != null) {
                RecordAndPosition<ArchivedDatagram> next;
                while ((next = batch.next()) != null) {
                    rest.add(next.getRecord());
                }
            }
        }
        assertThat(rest)
                .isEqualTo(
                        all.subList(all.size() / 3 + 1, all.size()).stream()
                                .map(RecordAndPosition::getRecord)
                                .toList());
    }

    private static List<RecordAndPosition<ArchivedDatagram>> positions(
            DatagramFormat<ArchivedDatagram> format, FileSourceSplit split) throws Exception {
        List<RecordAndPosition<ArchivedDatagram>> all = new ArrayList<>();
        try (BulkFormat.Reader<ArchivedDatagram> reader =
                format.createReader(new Configuration(), split)) {
            BulkFormat.RecordIterator<ArchivedDatagram> batch;
            while ((batch = reader.readBatch()) != null) {
                RecordAndPosition<ArchivedDatagram> next;
                while ((next = batch.next()) != null) {
                    all.add(
                            new RecordAndPosition<>(
                                    next.getRecord(), next.getOffset(), next.getRecordSkipCount()));
                }
            }
        }
        return all;
    }

    @Test
    void datagramsNeedNoGenericSerializer() {
        assertThat(TypeInformation.of(ArchivedDatagram.class)).isInstanceOf(PojoTypeInfo.class);
    }

    private static List<ArchivedDatagram> read(FileSource<ArchivedDatagram> source)
            throws Exception {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        env.setParallelism(2);
        List<ArchivedDatagram> all = new ArrayList<>();
        try (CloseableIterator<ArchivedDatagram> result =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "archive")
                        .keyBy(ArchivedDatagram::exporter)
                        .filter(d -> d.records() > 0)
                        .executeAndCollect()) {
            result.forEachRemaining(all::add);
        }
        return all;
    }

    private static Path path() {
        return new Path(warehouse.toUri());
    }
}
