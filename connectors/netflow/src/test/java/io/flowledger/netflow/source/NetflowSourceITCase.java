package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.capture.PcapWriter;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.Receiver;
import io.flowledger.netflow.receiver.ReceiverOptions;
import io.flowledger.netflow.spool.CommittedPosition;
import io.flowledger.netflow.spool.FrameBatch;
import io.flowledger.netflow.spool.FrameType;
import io.flowledger.netflow.spool.SpoolFrame;
import io.flowledger.netflow.spool.SpoolOptions;
import io.flowledger.netflow.spool.SpoolReader;
import io.flowledger.netflow.wire.V5Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NetflowSourceITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir Path directory;

    private String name;
    private Path spoolRoot;
    private ReceiverOptions receiver;
    private int port;

    @BeforeEach
    void chooseAPort(TestInfo test) throws IOException {
        name = test.getDisplayName();
        spoolRoot = directory.resolve("spool");
        port = TestExporter.freePort();
        receiver =
                ReceiverOptions.listen(new ListenAddress("127.0.0.1", port))
                        .withStatusInterval(Duration.ofMillis(100))
                        .withSpool(SpoolOptions.defaults().withSegmentBytes(1 << 20));
    }

    @Test
    void aDrainRequestReadsBothSocketsToTheirEndsAndFinishesTheJobWithThatCommitted()
            throws Exception {
        NetflowSource source = listening().sockets(2).build();
        JobClient job = start(source, SequenceLedger.of(name), 2, new Configuration());
        awaitStarts(spool(0), 1);
        awaitStarts(spool(1), 1);
        // the kernel spreads ports by a hash: all of 20 to one socket once in half a million runs
        for (int exporter = 0; exporter < 20; exporter++) {
            try (TestExporter sender = new TestExporter(port)) {
                sender.send(exporter * 400, (exporter + 1) * 400);
            }
        }
        drain(source, job);

        assertThat(SequenceLedger.result(name)).containsExactlyInAnyOrderElementsOf(range(8_000));
        long bytesOfOneExporter = 400 * V5Layout.RECORD_LENGTH;
        assertThat(endOf(spool(0))).isGreaterThan(bytesOfOneExporter);
        assertThat(endOf(spool(1))).isGreaterThan(bytesOfOneExporter);
        assertThat(CommittedPosition.read(spool(0))).hasValue(endOf(spool(0)));
        assertThat(CommittedPosition.read(spool(1))).hasValue(endOf(spool(1)));
        SourceSummary summary = SourceActivity.of(source.id()).summary();
        assertThat(summary.flows()).isEqualTo(8_000);
        assertThat(summary.exporters()).isEqualTo(1);
        assertThat(summary.backlogBytes()).isZero();
    }

    @Test
    void aColdStartGoesOnBehindWhatTheLastJobCommitted() throws Exception {
        NetflowSource first = listening().build();
        JobClient job = start(first, SequenceLedger.of(name + 1), 1, new Configuration());
        awaitStarts(spool(0), 1);
        send(0, 500);
        drain(first, job);

        NetflowSource second = listening().stopAfter(Duration.ofSeconds(2)).build();
        job = start(second, SequenceLedger.of(name + 2), 1, new Configuration());
        awaitStarts(spool(0), 2);
        send(500, 600);
        finish(job);

        assertThat(SequenceLedger.result(name + 1)).hasSize(500);
        assertThat(SequenceLedger.result(name + 2))
                .containsExactlyElementsOf(range(600).subList(500, 600));
    }

    @Test
    void aFailureRepeatsAndLosesNothingOfWhatWasReceived() throws Exception {
        NetflowSource source = listening().build();
        JobClient job =
                start(source, SequenceLedger.of(name).failingAfter(3_000), 1, new Configuration());
        awaitStarts(spool(0), 1);
        send(0, 1_000);
        awaitCommitted(spool(0));
        send(1_000, 3_000);
        awaitStarts(spool(0), 2);
        send(3_000, 4_000);
        drain(source, job);

        assertThat(SequenceLedger.hasFailed(name)).isTrue();
        assertThat(SequenceLedger.result(name)).containsExactlyElementsOf(range(4_000));
        assertThat(CommittedPosition.read(spool(0))).hasValue(endOf(spool(0)));
    }

    @Test
    void anAttachedSpoolLosesNothingWhileTheJobFailsAndRestarts() throws Exception {
        try (Receiver daemon = Receiver.open(receiver, spool(0))) {
            NetflowSource source = NetflowSource.builder().attach(spoolRoot).build();
            JobClient job =
                    start(
                            source,
                            SequenceLedger.of(name).failingAfter(2_000),
                            1,
                            new Configuration());
            send(0, 1_000);
            awaitCommitted(spool(0));
            send(1_000, 6_000);
            await("the failure", () -> SequenceLedger.hasFailed(name));
            Files.createFile(spool(0).resolve(DrainRequests.MARKER_FILE));
            finish(job);

            assertThat(daemon.counters().datagrams()).isEqualTo(6_000);
            assertThat(SequenceLedger.result(name)).containsExactlyElementsOf(range(6_000));
            assertThat(spool(0).resolve(DrainRequests.MARKER_FILE)).doesNotExist();
        }
    }

    @Test
    void aJobStartedFromASavepointGoesOnWhereThatWasTaken() throws Exception {
        NetflowSource first = listening().build();
        JobClient job = start(first, SequenceLedger.of(name), 1, new Configuration());
        awaitStarts(spool(0), 1);
        send(0, 1_000);
        String savepoint =
                job.stopWithSavepoint(
                                false,
                                directory.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get(30, TimeUnit.SECONDS);
        // What happens to be committed must not matter.
        CommittedPosition.write(spool(0), 0);

        Configuration restore = new Configuration();
        restore.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        NetflowSource second = listening().build();
        job = start(second, SequenceLedger.of(name), 1, restore);
        awaitStarts(spool(0), 2);
        send(1_000, 1_500);
        drain(second, job);

        assertThat(SequenceLedger.result(name)).containsExactlyElementsOf(range(1_500));
    }

    @Test
    void aSlowJobFillsTheSpoolAndLosesNothing() throws Exception {
        NetflowSource source = listening().build();
        JobClient job =
                start(source, SequenceLedger.of(name).sleepingEvery(4), 1, new Configuration());
        awaitStarts(spool(0), 1);
        send(0, 8_000);
        drain(source, job);

        assertThat(SequenceLedger.result(name)).containsExactlyElementsOf(range(8_000));
        assertThat(SourceActivity.of(source.id()).summary().kernelDrops()).isZero();
    }

    @Test
    void capturesAreReadOnceEachAndTheJobEnds() throws Exception {
        List<Path> captures = List.of(capture(0), capture(1_000), capture(2_000));
        NetflowSource source = NetflowSource.builder().captureFiles(captures).build();
        finish(start(source, SequenceLedger.of(name), 2, new Configuration()));

        assertThat(SequenceLedger.result(name)).containsExactlyInAnyOrderElementsOf(range(3_000));
    }

    private Path capture(int from) throws IOException {
        Path file = directory.resolve("capture" + from + ".pcap");
        int loopback = 0x7F00_0001;
        try (PcapWriter writer = PcapWriter.open(file)) {
            for (int sequence = from; sequence < from + 1_000; sequence++) {
                byte[] payload = TestExporter.datagram(sequence);
                writer.write(
                        1_700_000_000_000_000L + sequence,
                        loopback,
                        5_000,
                        loopback,
                        2_055,
                        payload,
                        0,
                        payload.length);
            }
        }
        return file;
    }

    private NetflowSourceBuilder listening() {
        return NetflowSource.builder().listen(receiver).spoolRoot(spoolRoot);
    }

    private Path spool(int socket) {
        return spoolRoot.resolve(receiver.listen().spoolName(socket));
    }

    private void send(int from, int to) throws Exception {
        try (TestExporter exporter = new TestExporter(port)) {
            exporter.send(from, to);
        }
    }

    private JobClient start(
            NetflowSource source, SequenceLedger ledger, int parallelism, Configuration config)
            throws Exception {
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        config.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(config);
        environment
                .fromSource(
                        source,
                        NetflowSource.watermarkStrategy(Duration.ofSeconds(5)),
                        "netflow source")
                .uid("source")
                .setParallelism(parallelism)
                .flatMap(ledger)
                .returns(Long.class)
                .uid("ledger")
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>())
                .uid("sink")
                .setParallelism(1);
        return environment.executeAsync(name);
    }

    private static void drain(NetflowSource source, JobClient job) throws Exception {
        DrainRequests.request(source.id());
        finish(job);
        DrainRequests.forget(source.id());
    }

    private static void finish(JobClient job) throws Exception {
        job.getJobExecutionResult().get(40, TimeUnit.SECONDS);
    }

    private static List<Long> range(int end) {
        return LongStream.range(0, end).boxed().toList();
    }

    private static void awaitStarts(Path spool, int starts) throws Exception {
        await(starts + " starts of " + spool, () -> framesOf(spool, FrameType.START) >= starts);
    }

    private static void awaitCommitted(Path spool) throws Exception {
        await(
                "a committed position of " + spool,
                () -> CommittedPosition.read(spool).orElse(0) > 50_000);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waiting for %s", what).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static int framesOf(Path spool, FrameType type) throws IOException {
        int count = 0;
        FrameBatch batch = new FrameBatch(1 << 20);
        SpoolFrame frame = new SpoolFrame();
        try (SpoolReader reader = SpoolReader.open(spool, 0)) {
            while (reader.poll(batch) > 0) {
                for (int at = 0; at < batch.length(); at = frame.nextOffset()) {
                    count += frame.wrap(batch.bytes(), at).type() == type ? 1 : 0;
                }
            }
        }
        return count;
    }

    private static long endOf(Path spool) throws IOException {
        FrameBatch batch = new FrameBatch(1 << 20);
        try (SpoolReader reader = SpoolReader.open(spool, 0)) {
            while (reader.poll(batch) > 0) {
                continue;
            }
            return reader.position();
        }
    }
}
