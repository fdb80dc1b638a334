package io.flowledger.archive.compact;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.Encodings;
import io.flowledger.archive.write.GroupOptions;
import java.io.Serializable;
import java.util.Set;

/**
 * How flows are compacted.
 *
 * @param blooms columns of numbers that get a Bloom filter
 * @param clusters ranges of {@code dst_addr} that the flows of a chunk are sorted by; 1 for order
 *     of arrival
 * @param chunkRows rows that are sorted together, and are a row group then
 */
public record CompactOptions(
        Encodings encodings, int zstdLevel, Set<FlowColumn> blooms, int clusters, int chunkRows)
        implements Serializable {

    private static final long serialVersionUID = 1;

    public static final int DEFAULT_ZSTD_LEVEL = 1;

    /** About what a chunk takes while it is sorted and written. */
    public static final long HEAP_BYTES_PER_ROW = 160;

    public static final int DEFAULT_CHUNK_ROWS = 2_500_000;

    /**
     * An equality on the address then reads a sixteenth of a row group's pages: below 2 % of its
     * bytes where octets and packets are asked for, at the least bytes a flow that allow it.
     */
    public static final int DENSE_CLUSTERS = 16;

    private static final int FEWER = 4;

    public CompactOptions {
        if (chunkRows < 1 || clusters < 1) {
            throw new IllegalArgumentException(
                    clusters + " clusters in chunks of " + chunkRows + " rows");
        }
        blooms = Set.copyOf(blooms);
    }

    /**
     * As many clusters as these encodings can have without flows taking more bytes than they did;
     * portable ones can have none.
     */
    public static int defaultClusters(Encodings encodings) {
        return encodings == Encodings.DENSE ? DENSE_CLUSTERS : 1;
    }

    /** For flows that got larger by being sorted. */
    public CompactOptions withFewerClusters() {
        return new CompactOptions(
                encodings, zstdLevel, blooms, Math.max(1, clusters / FEWER), chunkRows);
    }

    boolean isClustered() {
        return clusters > 1;
    }

    GroupOptions files() {
        Set<FlowColumn> sought = isClustered() ? Set.of(FlowOrder.LEADING) : Set.of();
        return new GroupOptions(zstdLevel, encodings, sought, blooms);
    }
}
