package io.flowledger.archive.write;

import java.io.IOException;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** Raw bytes, always PLAIN and without minimum and maximum, which would say nothing. */
final class PayloadColumn extends ColumnWriter {

    private PageBytes page = new PageBytes();

    PayloadColumn(PrimitiveType type) {
        super(type);
    }

    void append(byte[] bytes, int offset, int length) {
        page.putByteArray(bytes, offset, length);
    }

    @Override
    int pageBytes() {
        return page.size();
    }

    @Override
    void endPage(PageEncoder encoder, PageWriter out, int rows) throws IOException {
        writePage(page, out, rows, Statistics.createStats(type()), Encoding.PLAIN);
        page.clear();
    }

    @Override
    void endChunk(PageEncoder encoder, PageWriter out) {
        page = new PageBytes();
    }

    @Override
    long retainedBytes() {
        return page.retainedBytes();
    }
}
