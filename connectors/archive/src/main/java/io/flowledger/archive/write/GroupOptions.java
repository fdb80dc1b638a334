package io.flowledger.archive.write;

import io.flowledger.archive.schema.TableColumn;
import java.io.Serializable;
import java.util.Set;

/**
 * How a file of whole columns is written.
 *
 * @param zstdLevel compression level, 1 (fastest) to 19
 * @param sought columns of numbers of which one page should be read without much else: they get a
 *     dictionary only where values come back often
 * @param blooms columns of numbers that get a Bloom filter
 */
public record GroupOptions(
        int zstdLevel,
        Encodings encodings,
        Set<? extends TableColumn> sought,
        Set<? extends TableColumn> blooms)
        implements Serializable {

    private static final long serialVersionUID = 1;

    public GroupOptions {
        if (zstdLevel < 1 || zstdLevel > 19) {
            throw new IllegalArgumentException(
                    "zstd level must be between 1 and 19, not " + zstdLevel);
        }
        sought = Set.copyOf(sought);
        blooms = Set.copyOf(blooms);
    }
}
