package io.flowledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is below them. */
final class FileTrees {

    private FileTrees() {}

    /** Copies all files; the target is made. */
    static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    /** Of the Parquet files, whatever they are called: digests of what is in them, sorted. */
    static List<String> contents(Path folder) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        List<String> contents = new ArrayList<>();
        for (Path file : files(folder)) {
            if (file.toString().endsWith(".parquet")) {
                contents.add(HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
            }
        }
        Collections.sort(contents);
        return contents;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
