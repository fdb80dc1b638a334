package io.flowledger.archive.write;

import java.io.IOException;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** A column of which nothing is known yet: only definition levels, no value. */
final class NullColumn extends ColumnWriter {

    NullColumn(PrimitiveType type) {
        super(type);
    }

    @Override
    void endPage(PageEncoder encoder, PageWriter out, int rows) throws IOException {
        Statistics<?> statistics = Statistics.createStats(type());
        statistics.incrementNumNulls(rows);
        PageBytes page = encoder.page();
        RunLengthEncoder.encodeAllNull(rows, page);
        writePage(page, out, rows, statistics, Encoding.PLAIN);
    }

    @Override
    void endChunk(PageEncoder encoder, PageWriter out) {}

    @Override
    long retainedBytes() {
        return 0;
    }
}
