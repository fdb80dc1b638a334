package io.flowledger.archive.write;

import java.io.IOException;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type.Repetition;

/** One column of one open file: gathers the values of a page, then encodes them all at once. */
abstract class ColumnWriter {

    /** Rows that page buffers start with; they double as a page fills. */
    static final int FIRST_ROWS = 1 << 6;

    private final PrimitiveType type;

    ColumnWriter(PrimitiveType type) {
        this.type = type;
    }

    final PrimitiveType type() {
        return type;
    }

    final boolean isNullable() {
        return type.isRepetition(Repetition.OPTIONAL);
    }

    /** Encodes what was gathered, {@code rows} values, and starts the next page. */
    abstract void endPage(PageEncoder encoder, PageWriter out, int rows) throws IOException;

    /** Ends the column chunk after its last page and lets go of its memory. */
    abstract void endChunk(PageEncoder encoder, PageWriter out) throws IOException;

    /** Bytes of the page so far in PLAIN encoding, for columns whose values vary in length. */
    int pageBytes() {
        return 0;
    }

    /** Heap held by buffers and dictionary, in bytes. */
    abstract long retainedBytes();

    final void writePage(
            PageBytes page, PageWriter out, int rows, Statistics<?> statistics, Encoding encoding)
            throws IOException {
        PageHeaders.write(page, out, rows, statistics, encoding, isNullable());
    }
}
