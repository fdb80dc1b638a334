package io.flowledger.archive.sink;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Which runs follow one another: those that go on from one another's checkpoints, of which one at a
 * time is alive. Stands in the name of every file they write, so that each tells what its
 * predecessors left behind from what other jobs are writing.
 *
 * @param code 16 hexadecimal digits
 */
public record RunName(String code) implements Serializable {

    private static final long serialVersionUID = 1;

    private static final int BYTES = 8;

    /** Goes on from no other run, and none from it. */
    static RunName alone() {
        return of(UUID.randomUUID().toString());
    }

    /**
     * @param lineage what those runs have in common and no other job that writes into the warehouse
     */
    public static RunName of(String lineage) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(lineage.getBytes(StandardCharsets.UTF_8));
            return new RunName(HexFormat.of().formatHex(digest, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
