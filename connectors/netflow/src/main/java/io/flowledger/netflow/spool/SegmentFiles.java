package io.flowledger.netflow.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names of the files in a spool directory: segments by base position, spares being prepared. */
final class SegmentFiles {

    private static final String SEGMENT_SUFFIX = ".seg";
    private static final String SPARE_SUFFIX = ".spare";
    private static final Pattern SEGMENT = Pattern.compile("\\d{20}\\.seg");

    private SegmentFiles() {}

    static Path segment(Path directory, long base) {
        return directory.resolve(String.format("%020d%s", base, SEGMENT_SUFFIX));
    }

    static Path spare(Path directory, long number) {
        return directory.resolve(number + SPARE_SUFFIX);
    }

    static boolean isSpare(String fileName) {
        return fileName.endsWith(SPARE_SUFFIX);
    }

    /** Base positions of the segments there are; none when there is no such directory yet. */
    static TreeSet<Long> bases(Path directory) throws IOException {
        TreeSet<Long> bases = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (SEGMENT.matcher(name).matches()) {
                    bases.add(
                            Long.parseLong(
                                    name.substring(0, name.length() - SEGMENT_SUFFIX.length())));
                }
            }
        } catch (NoSuchFileException e) {
            return bases;
        }
        return bases;
    }

    /** The header of a segment, unchecked; shorter than a header when the file is. */
    static ByteBuffer readHeader(Path segment) throws IOException {
        ByteBuffer header =
                ByteBuffer.allocate(SegmentHeader.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            while (header.hasRemaining() && channel.read(header, header.position()) >= 0) {
                continue;
            }
        }
        return header.flip();
    }

    /** Makes created, renamed and deleted names durable. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
