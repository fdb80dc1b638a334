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

/** A position in a spool, kept in a small text file beside the segments, replaced atomically. */
final class PositionFile {

    private final String name;
    private final Pattern content;

    /**
     * @param name of the file, and what its text begins with
     */
    PositionFile(String name) {
        this.name = name;
        this.content = Pattern.compile(name + " 1 (\\d{1,19})\n");
    }

    /** Empty when there is none. */
    OptionalLong read(Path directory) throws IOException {
        Path file = directory.resolve(name);
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
        Matcher matcher = this.content.matcher(text);
        if (!matcher.matches()) {
            throw new SpoolFormatException(
                    file
                            + " does not hold a position of a version this program reads;"
                            + " use the version that wrote it, or delete the file to read the spool"
                            + " from its oldest frame");
        }
        return OptionalLong.of(Long.parseLong(matcher.group(1)));
    }

    void write(Path directory, long position) throws IOException {
        Path temporary = directory.resolve("." + name + "-" + UUID.randomUUID());
        byte[] bytes = (name + " 1 " + position + "\n").getBytes(StandardCharsets.ISO_8859_1);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(true);
            }
            Files.move(
                    temporary,
                    directory.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            SegmentFiles.syncDirectory(directory);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }
}
