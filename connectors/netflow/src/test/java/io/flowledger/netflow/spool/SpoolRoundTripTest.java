package io.flowledger.netflow.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolRoundTripTest {

    private static final int SEGMENT = 128 << 10;
    private static final SpoolOptions SMALL =
            SpoolOptions.defaults().withSegmentBytes(SEGMENT).withSync(SyncPolicy.NONE);

    @Property(tries = 40)
    void whatIsWrittenIsReadInOrderWhateverTheSizes(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 300) int count,
            @ForAll @IntRange(min = 0, max = 5000) int maxPayload,
            @ForAll @IntRange(min = 5100, max = 90_000) int batchBytes)
            throws Exception {
        Path directory = Files.createTempDirectory("spool");
        List<Written> written = Written.randoms(seed, count, maxPayload);
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            Written.appendAll(writer, written);
            assertThat(readInBatches(directory, batchBytes)).isEqualTo(written);
        } finally {
            TestDirectories.delete(directory);
        }
    }

    @Property(tries = 25)
    void readingResumesAtEveryFrameBoundary(@ForAll long seed) throws Exception {
        Path directory = Files.createTempDirectory("spool");
        List<Written> written = Written.randoms(seed, 400, 1500);
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            Written.appendAll(writer, written);
            List<Long> boundaries = boundaries(directory);
            assertThat(boundaries).hasSize(written.size());
            for (int i = 0; i < written.size(); i += 37) {
                assertThat(Written.readAll(directory, boundaries.get(i)))
                        .isEqualTo(written.subList(i + 1, written.size()));
            }
        } finally {
            TestDirectories.delete(directory);
        }
    }

    @Property(tries = 15)
    void aReopenedSpoolGoesOnWhereItEnded(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 250) int firstRun)
            throws Exception {
        Path directory = Files.createTempDirectory("spool");
        List<Written> written = Written.randoms(seed, 250, 3000);
        long end;
        try {
            try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
                Written.appendAll(writer, written.subList(0, firstRun));
                end = writer.position();
            }
            try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
                assertThat(writer.position()).isEqualTo(end);
                Written.appendAll(writer, written.subList(firstRun, written.size()));
            }
            assertThat(Written.readAll(directory, 0)).isEqualTo(written);
        } finally {
            TestDirectories.delete(directory);
        }
    }

    @Test
    void aReaderBesideTheWriterSeesTheSameSequence(@TempDir Path directory) throws Exception {
        List<Written> written = Written.randoms(7, 20_000, 600);
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            CompletableFuture<List<Written>> reading =
                    CompletableFuture.supplyAsync(() -> tail(directory, written.size()));
            Written.appendAll(writer, written);
            assertThat(reading.get(30, TimeUnit.SECONDS)).isEqualTo(written);
        }
    }

    @Test
    void timeNeverFallsWithinASpool(@TempDir Path directory) throws Exception {
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            for (long micros : new long[] {100, 50, 120}) {
                writer.appendDatagram(micros, 0, 1, 2, ByteBuffer.allocate(8));
            }
        }
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            writer.appendDatagram(90, 0, 1, 2, ByteBuffer.allocate(8));
        }
        assertThat(Written.readAll(directory, 0))
                .extracting(Written::micros)
                .containsExactly(100L, 100L, 120L, 120L);
    }

    @Test
    void statusStartAndStopComeBackAsTheyWere(@TempDir Path directory) throws Exception {
        ReceiverStatus status = new ReceiverStatus(1, 2, 3, 4, 5, 6);
        ReceiverMark start = new ReceiverMark(-77, 123, "listening on [::]:2055");
        ReceiverMark stop = new ReceiverMark(-77, 123, "stopped");
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            writer.appendStart(1, start);
            writer.appendStatus(2, status);
            writer.appendStop(3, stop);
        }
        List<Object> read = new ArrayList<>();
        try (SpoolReader reader = SpoolReader.open(directory, 0)) {
            FrameBatch batch = new FrameBatch(4096);
            assertThat(reader.poll(batch)).isEqualTo(3);
            SpoolFrame frame = new SpoolFrame();
            for (int at = 0; at < batch.length(); at = frame.nextOffset()) {
                frame.wrap(batch.bytes(), at);
                read.add(
                        frame.type() == FrameType.STATUS
                                ? ReceiverStatus.of(frame)
                                : ReceiverMark.of(frame));
            }
        }
        assertThat(read).containsExactly(start, status, stop);
    }

    @Test
    void theBacklogIsWhatWasWrittenAndNotYetRead(@TempDir Path directory) throws Exception {
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL);
                SpoolReader reader = SpoolReader.open(directory, 0)) {
            Written.appendAll(writer, Written.randoms(1, 300, 1400));
            long all = reader.backlogBytes();
            assertThat(all).isEqualTo(writer.position() - SegmentHeader.LENGTH);
            Written.readAll(reader);
            assertThat(reader.backlogBytes()).isZero();
            assertThat(reader.position()).isEqualTo(writer.position());
        }
    }

    @Test
    void aReaderMayWaitForASpoolThatDoesNotExistYet(@TempDir Path root) throws Exception {
        Path directory = root.resolve("later");
        List<Written> written = Written.randoms(3, 5, 100);
        try (SpoolReader reader = SpoolReader.open(directory, 0)) {
            assertThat(reader.poll(new FrameBatch(4096))).isZero();
            try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
                Written.appendAll(writer, written);
                assertThat(Written.readAll(reader)).isEqualTo(written);
            }
        }
    }

    @Test
    void appendingAllocatesNothing(@TempDir Path directory) throws Exception {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer payload = ByteBuffer.allocateDirect(1464);
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL.withSegmentBytes(32 << 20))) {
            appendMany(writer, payload, 5_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            appendMany(writer, payload, 10_000);
            long perDatagram = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;
            assertThat(perDatagram).isZero();
        }
    }

    private static void appendMany(SpoolWriter writer, ByteBuffer payload, int count) {
        for (int i = 0; i < count; i++) {
            if (!writer.appendDatagram(i, 0, 1, 2, payload)) {
                throw new AssertionError("dropped: " + writer.problem());
            }
        }
    }

    private static List<Written> readInBatches(Path directory, int batchBytes) throws IOException {
        List<Written> all = new ArrayList<>();
        try (SpoolReader reader = SpoolReader.open(directory, 0)) {
            FrameBatch batch = new FrameBatch(batchBytes);
            while (reader.poll(batch) > 0) {
                List<Written> frames = Written.of(batch);
                assertThat(frames).hasSize(batch.frameCount());
                assertThat(batch.endPosition()).isEqualTo(reader.position());
                all.addAll(frames);
            }
        }
        return all;
    }

    private static List<Long> boundaries(Path directory) throws IOException {
        List<Long> positions = new ArrayList<>();
        SpoolFrame frame = new SpoolFrame();
        try (SpoolReader reader = SpoolReader.open(directory, 0)) {
            FrameBatch batch = new FrameBatch(64 << 10);
            while (reader.poll(batch) > 0) {
                for (int at = 0; at < batch.length(); at = frame.nextOffset()) {
                    positions.add(frame.wrap(batch.bytes(), at).endPosition());
                }
            }
        }
        return positions;
    }

    private static List<Written> tail(Path directory, int count) {
        List<Written> all = new ArrayList<>();
        FrameBatch batch = new FrameBatch(32 << 10);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (SpoolReader reader = SpoolReader.open(directory, 0)) {
            while (all.size() < count && System.nanoTime() < deadline) {
                reader.poll(batch);
                all.addAll(Written.of(batch));
            }
            return all;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
