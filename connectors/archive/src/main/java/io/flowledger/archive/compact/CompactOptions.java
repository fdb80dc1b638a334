package io.flowledger.archive.compact;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.Encodings;
import io.flowledger.archive.write.GroupOptions;
import java.io.Serializable;
import java.util.Set;

/**
 * How flows are compacted.
 *
 * @param encodings and with them the order: what is dense is clustered by address, what is portable
 *     stays in order of arrival, since it would get larger
 * @param blooms columns of numbers that get a Bloom filter
 * @param chunkRows rows that are sorted together, and are a row group then
 */
public record CompactOptions(
        Encodings encodings, int zstdLevel, Set<FlowColumn> blooms, int chunkRows)
        implements Serializable {

    private static final long serialVersionUID = 1;

    public static final int DEFAULT_ZSTD_LEVEL = 3;
    public static final int DEFAULT_CHUNK_ROWS = 1_000_000;

    public CompactOptions {
        if (chunkRows < 1) {
            throw new IllegalArgumentException("a chunk of " + chunkRows + " rows");
        }
        blooms = Set.copyOf(blooms);
    }

    public static CompactOptions defaults() {
        return new CompactOptions(
                Encodings.DENSE, DEFAULT_ZSTD_LEVEL, Set.of(), DEFAULT_CHUNK_ROWS);
    }

    GroupOptions files() {
        Set<FlowColumn> sought =
                encodings == Encodings.DENSE ? Set.of(FlowOrder.LEADING) : Set.of();
        return new GroupOptions(zstdLevel, encodings, sought, blooms);
    }
}
