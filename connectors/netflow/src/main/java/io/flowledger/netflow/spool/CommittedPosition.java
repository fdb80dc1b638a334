package io.flowledger.netflow.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the job has durably consumed a spool: one small text file beside the segments, replaced
 * atomically. What lies before it may be deleted, and a cold start resumes there.
 */
public final class CommittedPosition {

    static final String FILE_NAME = "committed";

    private static final String TEMPORARY_PREFIX = ".committed-";
    private static final Pattern CONTENT = Pattern.compile("committed 1 (\\d{1,19})\n");

    private CommittedPosition() {}

    /** Empty when nothing was ever committed. */
    public static OptionalLong read(Path directory) throws IOException {
        Path file = directory.resolve(FILE_NAME);
        String content;
        try {
            content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
        Matcher matcher = CONTENT.matcher(content);
        if (!matcher.matches()) {
            throw new SpoolFormatException(
                    file
                            + " does not hold a committed position of a version this program reads;"
                            + " use the version that wrote it, or delete the file to read the spool"
                            + " from its oldest frame");
        }
        return OptionalLong.of(Long.parseLong(matcher.group(1)));
    }

    public static void write(Path directory, long position) throws IOException {
        Path temporary = directory.resolve(TEMPORARY_PREFIX + UUID.randomUUID());
        byte[] content = ("committed 1 " + position + "\n").getBytes(StandardCharsets.ISO_8859_1);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(content));
                channel.force(true);
            }
            Files.move(
                    temporary,
                    directory.resolve(FILE_NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            SegmentFiles.syncDirectory(directory);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    static boolean isTemporary(String fileName) {
        return fileName.startsWith(TEMPORARY_PREFIX);
    }
}
