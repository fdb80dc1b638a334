package io.flowledger.archive.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.hadoop.metadata.IndexReference;

/**
 * Where the data pages of a column chunk are and which rows they have (Parquet's OffsetIndex).
 *
 * @param at byte of the file that each starts at
 * @param length bytes of each, header included
 * @param firstRow row of the row group that each starts with
 */
record PageIndex(long[] at, int[] length, long[] firstRow, long rows) {

    private static final int MAX_BYTES = 1 << 26;

    /** Null where the file has none. */
    static PageIndex read(StoredBytes file, ColumnChunkMetaData chunk, long rows)
            throws IOException {
        byte[] bytes = bytes(file, chunk.getOffsetIndexReference());
        if (bytes == null) {
            return null;
        }
        OffsetIndex index =
                Util.readOffsetIndex(
                        new ByteArrayInputStream(bytes, 0, bytes.length - LittleEndian.PADDING));
        return of(index.getPage_locations(), chunk, rows);
    }

    private static PageIndex of(
            List<PageLocation> locations, ColumnChunkMetaData chunk, long rows) {
        int pages = locations.size();
        PageIndex index = new PageIndex(new long[pages], new int[pages], new long[pages], rows);
        long at = chunk.getStartingPos();
        long end = at + chunk.getTotalSize();
        long row = -1;
        for (int i = 0; i < pages; i++) {
            PageLocation location = locations.get(i);
            index.at[i] = location.getOffset();
            index.length[i] = location.getCompressed_page_size();
            index.firstRow[i] = location.getFirst_row_index();
            boolean sound =
                    index.at[i] >= at
                            && index.length[i] > 0
                            && index.length[i] <= end - index.at[i]
                            && (i == 0 ? index.firstRow[i] == 0 : index.firstRow[i] >= row)
                            && index.firstRow[i] <= rows;
            if (!sound) {
                throw new IllegalStateException(
                        "the page index of " + chunk.getPath() + " contradicts the footer");
            }
            at = index.at[i] + index.length[i];
            row = index.firstRow[i];
        }
        return index;
    }

    int pages() {
        return at.length;
    }

    /** Row behind the last one of a page. */
    long endRow(int page) {
        return page + 1 < firstRow.length ? firstRow[page + 1] : rows;
    }

    /** Rows of the pages that may have a wanted value, by what the file says of each page. */
    <K extends Comparable<K>> RowSpans wanted(
            StoredBytes file,
            ColumnChunkMetaData chunk,
            ColumnBounds<K> bounds,
            Condition<K> condition)
            throws IOException {
        byte[] bytes = bytes(file, chunk.getColumnIndexReference());
        if (bytes == null) {
            return RowSpans.all(rows);
        }
        ColumnIndex index =
                Util.readColumnIndex(
                        new ByteArrayInputStream(bytes, 0, bytes.length - LittleEndian.PADDING));
        List<Boolean> empty = index.getNull_pages();
        List<ByteBuffer> least = index.getMin_values();
        List<ByteBuffer> most = index.getMax_values();
        List<Long> nulls = index.isSetNull_counts() ? index.getNull_counts() : null;
        if (empty.size() != pages()
                || least.size() != pages()
                || most.size() != pages()
                || nulls != null && nulls.size() != pages()) {
            throw new IllegalStateException(
                    "the page indexes of " + chunk.getPath() + " contradict each other");
        }
        RowSpans.Builder spans = new RowSpans.Builder();
        for (int i = 0; i < pages(); i++) {
            boolean mayHaveNulls = empty.get(i) || nulls == null || nulls.get(i) > 0;
            ValueBounds<K> page =
                    empty.get(i)
                            ? new ValueBounds<>(null, null, false, true)
                            : bounds.of(least.get(i), most.get(i), mayHaveNulls);
            if (condition.mayHold(page)) {
                spans.add(firstRow[i], endRow(i));
            }
        }
        return spans.build();
    }

    /** Pages that have rows of these spans, in order. */
    List<Integer> touching(RowSpans spans) {
        List<Integer> pages = new ArrayList<>();
        for (int i = 0; i < pages(); i++) {
            if (spans.touch(firstRow[i], endRow(i))) {
                pages.add(i);
            }
        }
        return pages;
    }

    private static byte[] bytes(StoredBytes file, IndexReference reference) throws IOException {
        if (reference == null) {
            return null;
        }
        long at = reference.getOffset();
        int length = reference.getLength();
        if (at < 0 || length < 0 || length > MAX_BYTES || at > file.length() - length) {
            throw new IllegalStateException("a page index is outside of the file");
        }
        return file.read(at, length);
    }
}
