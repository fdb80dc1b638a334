package io.flowledger.netflow.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolSpaceTest {

    private static final int SEGMENT = 128 << 10;
    private static final SpoolOptions SMALL =
            SpoolOptions.defaults().withSegmentBytes(SEGMENT).withSync(SyncPolicy.NONE);
    private static final LongSupplier NOW = () -> 0;
    private static final int FILLING = 1000;

    @Test
    void theQuotaDropsTheNewestCountsThemAndEndsWhenTheJobHasConsumed(@TempDir Path directory)
            throws Exception {
        SpoolOptions options = SMALL.withMaxBytes(3 * SEGMENT);
        List<Written> written = Written.randoms(1, 2 * FILLING, 1000);
        try (SpoolWriter writer = SpoolWriter.open(directory, options)) {
            int kept = appendUntilDropped(writer, written);
            assertThat(writer.droppedFrames()).isPositive();
            assertThat(segmentBytes(directory)).isLessThanOrEqualTo(options.maxBytes());
            waitUntil(() -> writer.problem() != null);
            assertThat(writer.problem()).contains("quota", directory.toString());
            assertThat(Written.readAll(directory, 0)).isEqualTo(written.subList(0, kept));

            CommittedPosition.write(directory, writer.position());
            Written later = Written.random(new Random(1), 0, 1200);
            waitUntil(() -> later.appendTo(writer));
            assertThat(writer.problem()).isNull();
            assertThat(segmentBytes(directory)).isLessThanOrEqualTo(options.maxBytes());
            waitUntil(() -> evicted(directory, 0) > 0);
        }
    }

    @Test
    void whatIsNotCommittedIsNeverDeleted(@TempDir Path directory) throws Exception {
        SpoolOptions options = SMALL.withRetention(Duration.ZERO);
        List<Written> written = Written.randoms(2, FILLING, 1000);
        try (SpoolWriter writer = SpoolWriter.open(directory, options)) {
            Written.appendAll(writer, written);
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(Written.readAll(directory, 0)).isEqualTo(written);
        }
    }

    @Test
    void whatIsCommittedAndOldIsDeletedAndRecycled(@TempDir Path directory) throws Exception {
        SpoolOptions options = SMALL.withRetention(Duration.ZERO);
        List<Written> written = Written.randoms(3, FILLING, 1000);
        try (SpoolWriter writer = SpoolWriter.open(directory, options)) {
            Written.appendAll(writer, written);
            CommittedPosition.write(directory, writer.position());
            waitUntil(() -> TestDirectories.segments(directory).size() == 1);
            Written.appendAll(writer, written);
            assertThat(Written.readAll(directory, writer.position())).isEmpty();
        }
    }

    @Test
    void aReaderOvertakenByDeletionGoesOnAtTheOldestAndSaysHowMuchItMissed(@TempDir Path directory)
            throws Exception {
        SpoolOptions options = SMALL.withRetention(Duration.ZERO);
        List<Written> written = Written.randoms(4, FILLING, 1000);
        try (SpoolWriter writer = SpoolWriter.open(directory, options);
                SpoolReader slow = SpoolReader.open(directory, 0)) {
            Written.appendAll(writer, written.subList(0, 10));
            FrameBatch batch = new FrameBatch(2000);
            slow.poll(batch);
            Written.appendAll(writer, written.subList(10, written.size()));
            CommittedPosition.write(directory, writer.position());
            waitUntil(() -> TestDirectories.segments(directory).size() == 1);
            Written.appendAll(writer, written);
            List<Written> rest = new ArrayList<>();
            waitUntil(
                    () -> {
                        rest.addAll(Written.readAll(slow));
                        return slow.evictedBytes() > 0;
                    });
            assertThat(rest).isNotEmpty();
            assertThat(slow.damagedBytes()).isZero();
            assertThat(written).containsAll(rest.stream().map(SpoolSpaceTest::unshifted).toList());
        }
    }

    @Test
    void aFullDiskDropsAndRecovers(@TempDir Path directory) throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        SegmentAllocator allocator =
                (channel, size) -> {
                    if (full.get()) {
                        throw new IOException("No space left on device");
                    }
                    SegmentAllocator.WRITING_ZEROS.allocate(channel, size);
                };
        List<Written> written = Written.randoms(5, 2 * FILLING, 1000);
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL, allocator, NOW)) {
            full.set(true);
            int kept = appendUntilDropped(writer, written);
            waitUntil(() -> writer.problem() != null);
            assertThat(writer.problem()).contains("No space left on device", "free space");
            assertThat(Written.readAll(directory, 0)).isEqualTo(written.subList(0, kept));
            full.set(false);
            waitUntil(() -> written.get(kept).appendTo(writer));
            assertThat(writer.problem()).isNull();
        }
    }

    @Test
    void aDiskThatIsReallyFullDropsAndRecovers(@TempDir Path mountPoint) throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "none", mountPoint.toString()));
        try {
            Path ballast = mountPoint.resolve("ballast");
            Files.write(ballast, new byte[400 << 10]);
            List<Written> written = Written.randoms(6, 2 * FILLING, 1000);
            Path directory = mountPoint.resolve("spool");
            try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
                int kept = appendUntilDropped(writer, written);
                assertThat(Written.readAll(directory, 0)).isEqualTo(written.subList(0, kept));
                waitUntil(() -> writer.problem() != null);
                assertThat(writer.problem()).contains("free space");
                Files.delete(ballast);
                waitUntil(() -> written.get(kept).appendTo(writer));
            }
        } finally {
            run("umount", mountPoint.toString());
        }
    }

    @Test
    void aDiskWithoutSpaceForTheFirstSegmentIsRefusedAtOnce(@TempDir Path directory) {
        SegmentAllocator none =
                (channel, size) -> {
                    throw new IOException("No space left on device");
                };
        assertThatThrownBy(() -> SpoolWriter.open(directory, SMALL, none, NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining(directory.toString());
        assertThat(directory).isDirectoryNotContaining("glob:**.spare");
    }

    @Test
    void anEmptyPayloadIsKept(@TempDir Path directory) throws Exception {
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            writer.appendDatagram(1, 2, 3, 4, ByteBuffer.allocate(0));
        }
        assertThat(Written.readAll(directory, 0)).containsExactly(new Written(1, 2, 3, 4, ""));
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void waitUntil(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come to pass within 10 s");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Fast enough not to let the pool make more than it has space for; the number kept. */
    private static int appendUntilDropped(SpoolWriter writer, List<Written> written)
            throws InterruptedException {
        int kept = 0;
        BooleanSupplier full = () -> writer.problem() != null;
        while (kept < written.size()) {
            if (written.get(kept).appendTo(writer)) {
                kept++;
            } else if (full.getAsBoolean()) {
                return kept;
            } else {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        throw new AssertionError("everything found space");
    }

    /** The time of a datagram written the second time is that of the last one before. */
    private static Written unshifted(Written read) {
        return Written.randoms(4, FILLING, 1000).stream()
                .filter(w -> w.payload().equals(read.payload()) && w.low() == read.low())
                .findFirst()
                .orElse(read);
    }

    private static long evicted(Path directory, long position) throws IOException {
        try (SpoolReader reader = SpoolReader.open(directory, position)) {
            reader.poll(new FrameBatch(2000));
            return reader.evictedBytes();
        }
    }

    private static long segmentBytes(Path directory) throws IOException {
        long bytes = 0;
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes - Math.floorMod(bytes, (long) SEGMENT);
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
