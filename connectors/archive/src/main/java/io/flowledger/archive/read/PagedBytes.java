package io.flowledger.archive.read;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * Those pages of a column chunk that have wanted rows, and its dictionary; read when they are asked
 * for, the others never.
 */
final class PagedBytes implements ChunkBytes {

    /** Pages next to each other are read at once up to about this many bytes. */
    private static final int RUN_BYTES = 1 << 20;

    private final StoredBytes file;
    private final ColumnChunkMetaData chunk;
    private final PageIndex index;
    private final List<Integer> pages;
    private final int runBytes;
    private byte[] dictionary;
    private boolean started;
    private int next;

    /**
     * @param dictionary bytes in front of the first page if they were read already, or null
     * @param ahead whether pages that follow will be wanted too, most likely
     */
    PagedBytes(
            StoredBytes file,
            ColumnChunkMetaData chunk,
            PageIndex index,
            RowSpans spans,
            byte[] dictionary,
            boolean ahead) {
        this.file = file;
        this.chunk = chunk;
        this.index = index;
        this.pages = index.touching(spans);
        this.dictionary = dictionary;
        this.runBytes = ahead ? RUN_BYTES : 0;
    }

    @Override
    public Part next(long row) throws IOException {
        if (!started) {
            started = true;
            Part front = front();
            if (front != null) {
                return front;
            }
        }
        while (next < pages.size() && index.endRow(pages.get(next)) <= row) {
            next++;
        }
        return next == pages.size() ? null : run();
    }

    private Part front() throws IOException {
        if (dictionary == null && !pages.isEmpty()) {
            dictionary = readFront(file, chunk, index);
        }
        Part front = dictionary == null ? null : new Part(dictionary, NO_ROW);
        dictionary = null;
        return front;
    }

    /** What is in front of the first data page, or null if it is nothing. */
    static byte[] readFront(StoredBytes file, ColumnChunkMetaData chunk, PageIndex index)
            throws IOException {
        long from = chunk.getStartingPos();
        int length = Math.toIntExact(index.at()[0] - from);
        return length == 0 ? null : file.read(from, length);
    }

    private Part run() throws IOException {
        int first = pages.get(next++);
        int last = first;
        long length = index.length()[first];
        while (length < runBytes && next < pages.size() && follows(last, pages.get(next))) {
            last = pages.get(next++);
            length += index.length()[last];
        }
        return new Part(
                file.read(index.at()[first], Math.toIntExact(length)), index.firstRow()[first]);
    }

    private boolean follows(int page, int other) {
        return other == page + 1 && index.at()[other] == index.at()[page] + index.length()[page];
    }
}
