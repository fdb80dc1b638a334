package io.flowledger.archive.compact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a file that flows were compacted into.
 *
 * <pre>
 *   flows-compacted-9c8e41d72f61b0c9-0.parquet
 *                   from which files  which of theirs
 * </pre>
 *
 * Two files of one name have the same rows; one with other sources has another name.
 *
 * @param sources 16 hexadecimal digits for the files they came from
 */
public record CompactedName(String sources, int number) {

    private static final Pattern NAME =
            Pattern.compile("flows-compacted-([0-9a-f]{16})-(\\d{1,9})\\.parquet");

    private static final int BYTES = 8;

    /** Empty for a file that somebody else wrote. */
    public static Optional<CompactedName> parse(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches()
                ? Optional.of(
                        new CompactedName(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    public String fileName() {
        return "flows-compacted-" + sources + "-" + number + ".parquet";
    }

    /**
     * Digits for some files.
     *
     * @param files name and length of each, in order
     */
    static String digest(List<String> files) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\n", files).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
