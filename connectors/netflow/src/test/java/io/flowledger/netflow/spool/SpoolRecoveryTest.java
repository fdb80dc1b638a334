package io.flowledger.netflow.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolRecoveryTest {

    private static final int SEGMENT = 128 << 10;
    private static final SpoolOptions SMALL =
            SpoolOptions.defaults().withSegmentBytes(SEGMENT).withSync(SyncPolicy.NONE);
    private static final Written LATER = Written.randoms(99, 1, 50).get(0);

    @Property(tries = 60)
    void aTailCutAtAnyByteKeepsExactlyTheWholeFrames(
            @ForAll long seed, @ForAll @IntRange(min = SegmentHeader.LENGTH, max = 20_000) int cut)
            throws Exception {
        Path directory = Files.createTempDirectory("spool");
        try {
            List<Written> written = Written.randoms(seed, 40, 600);
            write(directory, written);
            try (RandomAccessFile file = lastSegment(directory)) {
                file.setLength(cut);
            }
            List<Written> whole = wholeFramesBefore(cut, written);
            List<Written> before = Written.readAll(directory, 0);
            assertThat(before).isEqualTo(whole.subList(0, Math.min(before.size(), whole.size())));
            assertThat(before.size()).isGreaterThanOrEqualTo(whole.size() - 1);
            assertGoesOnAfter(directory, whole);
        } finally {
            TestDirectories.delete(directory);
        }
    }

    @Property(tries = 40)
    void aTailOfGarbageIsCutOff(
            @ForAll long seed, @ForAll @IntRange(min = SegmentHeader.LENGTH, max = 12_000) int cut)
            throws Exception {
        Path directory = Files.createTempDirectory("spool");
        try {
            List<Written> written = Written.randoms(seed, 40, 600);
            write(directory, written);
            try (RandomAccessFile file = lastSegment(directory)) {
                byte[] garbage = new byte[SEGMENT - cut];
                new Random(seed).nextBytes(garbage);
                file.seek(cut);
                file.write(garbage);
            }
            assertGoesOnAfter(directory, wholeFramesBefore(cut, written));
        } finally {
            TestDirectories.delete(directory);
        }
    }

    @Test
    void damageInACompleteSegmentCostsOnlyTheFrameItHits(@TempDir Path directory) throws Exception {
        List<Written> written = Written.randoms(5, 300, 1400);
        write(directory, written);
        assertThat(TestDirectories.segments(directory)).hasSizeGreaterThan(1);
        damage(TestDirectories.segments(directory).get(0), SegmentHeader.LENGTH + 60);
        try (SpoolReader reader = SpoolReader.open(directory, 0)) {
            assertThat(Written.readAll(reader)).isEqualTo(written.subList(1, written.size()));
            assertThat(reader.damagedBytes()).isEqualTo(written.get(0).frameLength());
        }
    }

    @Test
    void aDestroyedLengthNeitherLoopsNorCrashes(@TempDir Path directory) throws Exception {
        List<Written> written = Written.randoms(6, 300, 1400);
        write(directory, written);
        for (int b = 0; b < 4; b++) {
            damage(TestDirectories.segments(directory).get(0), SegmentHeader.LENGTH + b);
        }
        assertThat(Written.readAll(directory, 0)).isEqualTo(written.subList(1, written.size()));
    }

    @Test
    void damageInTheSegmentBeingWrittenIsSteppedOverAfterRecovery(@TempDir Path directory)
            throws Exception {
        List<Written> written = Written.randoms(8, 20, 300);
        write(directory, written);
        int secondFrame = SegmentHeader.LENGTH + written.get(0).frameLength();
        damage(TestDirectories.segments(directory).get(0), secondFrame + 20);
        List<Written> left = new ArrayList<>(written);
        left.remove(1);
        assertGoesOnAfter(directory, left);
    }

    @Test
    void noPositionIsGivenTwiceWhenThePowerTookWhatWasConsumed(@TempDir Path directory)
            throws Exception {
        List<Written> written = Written.randoms(9, 20, 300);
        write(directory, written);
        long consumed;
        try (SpoolReader reader = SpoolReader.open(directory, 0)) {
            Written.readAll(reader);
            consumed = reader.position();
        }
        CommittedPosition.write(directory, consumed);
        try (RandomAccessFile file = lastSegment(directory)) {
            file.setLength(SegmentHeader.LENGTH + written.get(0).frameLength());
        }
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            LATER.appendTo(writer);
            assertThat(writer.position()).isGreaterThan(consumed);
        }
        assertThat(Written.readAll(directory, consumed))
                .extracting(Written::payload)
                .containsExactly(LATER.payload());
    }

    @Test
    void aStoredPositionBeyondALostTailResumesAtTheWrittenEnd(@TempDir Path directory)
            throws Exception {
        List<Written> written = Written.randoms(10, 20, 300);
        long consumed = write(directory, written);
        try (RandomAccessFile file = lastSegment(directory)) {
            file.setLength(SegmentHeader.LENGTH + written.get(0).frameLength());
        }
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL);
                SpoolReader reader = SpoolReader.open(directory, consumed)) {
            LATER.appendTo(writer);
            assertThat(Written.readAll(reader))
                    .extracting(Written::payload)
                    .containsExactly(LATER.payload());
        }
    }

    @Test
    void aReplacedSpoolIsReadFromItsStart(@TempDir Path directory) throws Exception {
        List<Written> written = Written.randoms(11, 4, 300);
        write(directory, written);
        try (SpoolReader reader = SpoolReader.open(directory, 10L * SEGMENT)) {
            assertThat(Written.readAll(reader)).isEqualTo(written);
            assertThat(reader.restarted()).isTrue();
        }
    }

    private static void assertGoesOnAfter(Path directory, List<Written> whole) throws Exception {
        List<Written> expected = new ArrayList<>(whole);
        long last = whole.isEmpty() ? 0 : whole.get(whole.size() - 1).micros();
        expected.add(
                new Written(
                        Math.max(last, LATER.micros()),
                        LATER.high(),
                        LATER.low(),
                        LATER.port(),
                        LATER.payload()));
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            LATER.appendTo(writer);
            assertThat(Written.readAll(directory, 0)).isEqualTo(expected);
        }
    }

    private static long write(Path directory, List<Written> written) throws Exception {
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            Written.appendAll(writer, written);
            return writer.position();
        }
    }

    /** Written must lie in one segment. */
    private static List<Written> wholeFramesBefore(int cut, List<Written> written) {
        int end = SegmentHeader.LENGTH;
        int whole = 0;
        while (whole < written.size()) {
            Written next = written.get(whole);
            end += next.frameLength();
            if (end > cut) {
                break;
            }
            whole++;
        }
        // The filling after a frame is no part of it: a cut there takes nothing away.
        if (whole < written.size()) {
            int start = end - written.get(whole).frameLength();
            int length = FrameLayout.HEADER + written.get(whole).payload().length() / 2;
            if (start + length <= cut) {
                whole++;
            }
        }
        return written.subList(0, whole);
    }

    private static RandomAccessFile lastSegment(Path directory) throws IOException {
        List<Path> segments = TestDirectories.segments(directory);
        return new RandomAccessFile(segments.get(segments.size() - 1).toFile(), "rw");
    }

    private static void damage(Path file, int offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 0xA5);
        }
    }
}
