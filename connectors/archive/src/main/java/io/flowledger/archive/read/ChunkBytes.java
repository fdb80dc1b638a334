package io.flowledger.archive.read;

import java.io.IOException;

/** Where the bytes of a column chunk come from, part by part; a part has whole pages. */
interface ChunkBytes {

    /** A part that goes on at the row that the one before it ended with. */
    long NO_ROW = -1;

    /**
     * The next part that is needed to read on at {@code row} of the row group, or null behind the
     * last one.
     */
    Part next(long row) throws IOException;

    /**
     * @param bytes pages, and {@link LittleEndian#PADDING} more
     * @param firstRow row of the row group that the first data page starts with, or {@link #NO_ROW}
     */
    record Part(byte[] bytes, long firstRow) {}

    /** All of a chunk. */
    static ChunkBytes of(byte[] chunk) {
        Part[] parts = {new Part(chunk, 0)};
        return row -> {
            Part part = parts[0];
            parts[0] = null;
            return part;
        };
    }
}
