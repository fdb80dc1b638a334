package io.flowledger.archive.write;

import java.io.IOException;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/** How a page of ours is announced: version 1, without repetition levels. */
final class PageHeaders {

    private PageHeaders() {}

    /** BIT_PACKED is how parquet-java, too, says that a v1 page has no such levels. */
    @SuppressWarnings("deprecation")
    static void write(
            PageBytes page,
            PageWriter out,
            int rows,
            Statistics<?> statistics,
            Encoding encoding,
            boolean optional)
            throws IOException {
        out.writePage(
                page.asInput(),
                rows,
                rows,
                statistics,
                Encoding.BIT_PACKED,
                optional ? Encoding.RLE : Encoding.BIT_PACKED,
                encoding);
    }
}
