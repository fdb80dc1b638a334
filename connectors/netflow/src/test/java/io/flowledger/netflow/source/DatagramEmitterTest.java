package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.receiver.ReceiverNotice;
import io.flowledger.netflow.spool.FrameBatch;
import io.flowledger.netflow.spool.SpoolReader;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Received;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.Repairs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatagramEmitterTest {

    private static final long START = 1_700_000_000_000L;

    @TempDir Path directory;

    private final ReaderActivity activity = new ReaderActivity(() -> START + 60_000);
    private final DatagramEmitter emitter =
            new DatagramEmitter(
                    activity,
                    new NetflowSourceMetrics(new TestingReaderContext().metricGroup(), activity));
    private final Recorded output = new Recorded();
    private final NetflowSplitState state =
            new NetflowSplitState(SpoolSplit.fresh("", "/spool", Intake.FOLLOW));

    @Test
    void datagramsAreEmittedAtTheirReceiveTimeAndThePositionFollows() throws IOException {
        try (SpoolFixture spool = new SpoolFixture(directory, START)) {
            spool.start().datagrams(0, 3);
            emit(spool);

            assertThat(output.timestamps).containsExactly(START + 2, START + 3, START + 4);
            assertThat(output.datagrams).allMatch(ExportDatagram::isAccepted);
            assertThat(output.datagrams).allMatch(datagram -> datagram.port() == SpoolFixture.PORT);
            assertThat(state.toSplit().position()).isEqualTo(spool.position());
        }
        assertThat(activity.flows.get()).isEqualTo(3);
        assertThat(activity.exporters.size()).isEqualTo(1);
        assertThat(activity.fetchTimeLagMillis()).isEqualTo(60_000 - 4);
    }

    @Test
    void refusedBytesAreEmittedForQuarantineAndCountedByReasonVersionAndExporter()
            throws IOException {
        byte[] ipfix = {0, 10, 0, 16};
        try (SpoolFixture spool = new SpoolFixture(directory, START)) {
            emit(spool.payload(ipfix).payload(new byte[0]));
        }
        assertThat(output.datagrams)
                .extracting(ExportDatagram::refusal)
                .containsExactly(Refusal.Reason.UNSUPPORTED_VERSION, Refusal.Reason.EMPTY);
        assertThat(activity.refusals.of(Refusal.Reason.UNSUPPORTED_VERSION)).isEqualTo(1);
        assertThat(activity.refusals.byVersion().get("10").get()).isEqualTo(1);
        assertThat(activity.refusals.top(5))
                .singleElement()
                .satisfies(exporter -> assertThat(exporter.exporter()).isEqualTo("10.0.0.1"))
                .satisfies(exporter -> assertThat(exporter.total()).isEqualTo(2));
    }

    @Test
    void aTruncatedDatagramGivesItsWholeRecordsAndItsRawBytes() throws IOException {
        byte[] twoClaimed = TestExporter.datagram(7);
        twoClaimed[3] = 2;
        try (SpoolFixture spool = new SpoolFixture(directory, START)) {
            emit(spool.payload(twoClaimed));
        }
        assertThat(output.datagrams).hasSize(2);
        assertThat(output.datagrams.get(0).repairs() & Repairs.TRUNCATED).isNotZero();
        assertThat(output.datagrams.get(1).refusal()).isEqualTo(Refusal.Reason.TRUNCATED);
        assertThat(activity.truncated.get()).isEqualTo(1);
    }

    @Test
    void ignoredBytesBehindADatagramAreCounted() throws IOException {
        byte[] padded = Arrays.copyOf(TestExporter.datagram(7), 72 + 5);
        try (SpoolFixture spool = new SpoolFixture(directory, START)) {
            emit(spool.payload(padded));
        }
        assertThat(output.datagrams).hasSize(1);
        assertThat(activity.trailingBytes.get()).isEqualTo(5);
    }

    @Test
    void aStatusMovesEventTimeOnAndCountsDropsOfEveryRun() throws IOException {
        try (SpoolFixture spool = new SpoolFixture(directory, START)) {
            emit(spool.start().status(5).status(8).start().status(4));
        }
        SpoolActivity spool = activity.spool(state.splitId());
        assertThat(output.datagrams).isEmpty();
        assertThat(output.watermarks).containsExactly(START + 1, START + 2, START + 4);
        assertThat(output.notices)
                .extracting(ReceiverNotice::kind)
                .containsExactly(
                        ReceiverNotice.Kind.STARTED,
                        ReceiverNotice.Kind.STATUS,
                        ReceiverNotice.Kind.STATUS,
                        ReceiverNotice.Kind.STARTED,
                        ReceiverNotice.Kind.STATUS);
        assertThat(output.notices)
                .extracting(ReceiverNotice::kernelDrops)
                .containsExactly(0L, 5L, 8L, 0L, 4L);
        assertThat(spool.kernelDrops()).isEqualTo(12);
        assertThat(spool.notAllowed()).as("3 in each of two runs").isEqualTo(6);
        assertThat(spool.grantedBufferBytes()).isEqualTo(4_096);
    }

    @Test
    void dropsFromBeforeTheFirstStatusSeenAreNotCountedAgain() throws IOException {
        try (SpoolFixture spool = new SpoolFixture(directory, START)) {
            emit(spool.status(1_000).status(1_003));
        }
        assertThat(activity.spool(state.splitId()).kernelDrops()).isEqualTo(3);
    }

    @Test
    void datagramsAndNoticesOfOneSpoolCarryItsNumber() throws IOException {
        try (SpoolFixture spool = new SpoolFixture(directory, START)) {
            emit(spool.start().datagrams(0, 1));
        }
        int number = ReceiverNotice.spoolNumber(state.splitId());
        assertThat(output.datagrams.get(0).spool()).isEqualTo(number);
        assertThat(output.notices.get(0).spool()).isEqualTo(number);
        assertThat(output.notices.get(0).spoolName()).isEqualTo(state.splitId());
    }

    @Test
    void aNoticeAndADatagramAreWrittenAndReadBackAsReceived() throws IOException {
        try (SpoolFixture spool = new SpoolFixture(directory, START)) {
            emit(spool.start().datagrams(0, 1));
        }
        ReceivedSerializer serializer = ReceivedSerializer.INSTANCE;
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(output.notices.get(0), out);
        serializer.serialize(output.datagrams.get(0), out);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        DataInputDeserializer written = new DataInputDeserializer(out.getCopyOfBuffer());
        serializer.copy(written, copied);
        serializer.copy(written, copied);
        DataInputDeserializer in = new DataInputDeserializer(copied.getCopyOfBuffer());
        assertThat(serializer.deserialize(in)).isEqualTo(output.notices.get(0));
        assertThat(((ExportDatagram) serializer.deserialize(in)).recordCount()).isEqualTo(1);
        assertThat(in.available()).isZero();
    }

    private void emit(SpoolFixture spool) throws IOException {
        FrameBatch batch = new FrameBatch(256 << 10);
        try (SpoolReader reader = SpoolReader.open(spool.directory, 0)) {
            reader.poll(batch);
        }
        emitter.emitRecord(
                new FetchedFrames(batch.bytes(), batch.length(), batch.endPosition(), false),
                output,
                state);
    }

    private static final class Recorded implements SourceOutput<Received> {
        final List<ExportDatagram> datagrams = new ArrayList<>();
        final List<ReceiverNotice> notices = new ArrayList<>();
        final List<Long> timestamps = new ArrayList<>();
        final List<Long> watermarks = new ArrayList<>();

        @Override
        public void collect(Received element) {
            throw new AssertionError("an element without a time: " + element);
        }

        @Override
        public void collect(Received element, long timestamp) {
            if (element instanceof ReceiverNotice notice) {
                notices.add(notice);
            } else {
                datagrams.add((ExportDatagram) element);
                timestamps.add(timestamp);
            }
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }
}
