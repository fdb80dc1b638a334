package io.flowledger.netflow.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolOpeningTest {

    private static final SpoolOptions SMALL =
            SpoolOptions.defaults().withSegmentBytes(128 << 10).withMaxBytes(1 << 20);

    @Test
    void aSpoolHasOneWriterAndSaysSo(@TempDir Path directory) throws Exception {
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL)) {
            assertThat(writer.position()).isEqualTo(SegmentHeader.LENGTH);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> SpoolWriter.open(directory, SMALL))
                        .isInstanceOf(SpoolLockedException.class)
                        .hasMessageContaining(directory.toString())
                        .hasMessageContaining("this same process");
            }
        }
        SpoolWriter.open(directory, SMALL).close();
    }

    @Test
    void aSpoolHeldByAnotherProcessIsRefusedAndReadBesideIt(@TempDir Path directory)
            throws Exception {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcessWriter.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            int read = 0;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            try (SpoolReader reader = SpoolReader.open(directory, 0)) {
                while (read < OtherProcessWriter.DATAGRAMS && System.nanoTime() < deadline) {
                    for (Written datagram : Written.readAll(reader)) {
                        assertThat(datagram).isEqualTo(OtherProcessWriter.datagram(read++));
                    }
                }
            }
            assertThat(read).isEqualTo(OtherProcessWriter.DATAGRAMS);
            assertThatThrownBy(() -> SpoolWriter.open(directory, SMALL))
                    .isInstanceOf(SpoolLockedException.class)
                    .hasMessageContaining("another process (pid " + other.pid() + ")");
            assertThatThrownBy(() -> SpoolReadership.requireFree(directory))
                    .isInstanceOf(SpoolLockedException.class)
                    .hasMessageContaining("another process (pid " + other.pid() + ")");
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        SpoolReadership.take(directory).close();
    }

    @Test
    void aSpoolHasOneReadingJobBesideItsWriterAndSaysSo(@TempDir Path directory) throws Exception {
        try (SpoolWriter writer = SpoolWriter.open(directory, SMALL);
                SpoolReadership first = SpoolReadership.take(directory)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> SpoolReadership.take(directory))
                        .isInstanceOf(SpoolLockedException.class)
                        .hasMessageContaining(directory.toString())
                        .hasMessageContaining("read by a job of this same process");
            }
        }
        SpoolReadership.requireFree(directory);
        SpoolReadership.take(directory).close();
    }

    @Test
    void aNewerFormatIsRefusedByWriterAndReader(@TempDir Path directory) throws Exception {
        SpoolWriter.open(directory, SMALL).close();
        Path segment = TestDirectories.segments(directory).get(0);
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(8);
            file.write(2);
        }
        assertThatThrownBy(() -> SpoolWriter.open(directory, SMALL))
                .isInstanceOf(SpoolFormatException.class)
                .hasMessageContaining(segment.toString())
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> SpoolReader.open(directory, 0))
                .isInstanceOf(SpoolFormatException.class);
    }

    @Test
    void whatIsNoSegmentIsRefused(@TempDir Path directory) throws Exception {
        Files.write(
                SegmentFiles.segment(directory, 0), "not a segment at all ".repeat(9).getBytes());
        assertThatThrownBy(() -> SpoolWriter.open(directory, SMALL))
                .isInstanceOf(SpoolFormatException.class)
                .hasMessageContaining("is not a spool segment");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed(@TempDir Path root) throws Exception {
        Path file = Files.writeString(root.resolve("file"), "x");
        assertThatThrownBy(() -> SpoolWriter.open(file.resolve("spool"), SMALL))
                .hasMessageContaining("cannot create the spool directory " + file);
    }

    @Test
    void theCommittedPositionIsReplacedWhole(@TempDir Path directory) throws Exception {
        assertThat(CommittedPosition.read(directory)).isEmpty();
        CommittedPosition.write(directory, 12_345);
        CommittedPosition.write(directory, Long.MAX_VALUE);
        assertThat(CommittedPosition.read(directory)).isEqualTo(OptionalLong.of(Long.MAX_VALUE));
        assertThat(directory)
                .isDirectoryNotContaining(f -> f.getFileName().toString().startsWith("."));
        Files.writeString(directory.resolve("committed"), "committed 9 what?");
        assertThatThrownBy(() -> CommittedPosition.read(directory))
                .isInstanceOf(SpoolFormatException.class)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void optionsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> SMALL.withSegmentBytes(1000)).hasMessageContaining("4 KiB");
        assertThatThrownBy(() -> SMALL.withMaxBytes(1000)).hasMessageContaining("two segments");
    }
}
