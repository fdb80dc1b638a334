package io.flowledger.archive.write;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * One open file of any table: ends pages, row groups and the file at their bounds. Pages of all
 * columns end at the same row, so that a reader that skips by one column skips the same rows of
 * all.
 *
 * <p>Encoded pages are held back until their row group ends, because Parquet stores a row group
 * column by column.
 */
final class TableFile {

    private final MessageType schema;
    private final List<ColumnWriter> columns;
    private final PageWriter[] pageWriters;
    private final WriterGroup group;
    private final FileOptions options;
    private final ParquetFileWriter file;

    private ColumnChunkPageWriteStore pages;
    private int pageRows;
    private long groupRows;
    private long encodedBytes;

    TableFile(MessageType schema, List<ColumnWriter> columns, OutputStream out, WriterGroup group)
            throws IOException {
        this.schema = schema;
        this.columns = columns;
        this.pageWriters = new PageWriter[columns.size()];
        this.group = group;
        this.options = group.options();
        this.file = ParquetOutput.start(schema, out);
        group.opened(this);
    }

    /** To be called when every column has got {@code count} more values. */
    void rowsAdded(int count) throws IOException {
        pageRows += count;
        if (pageRows >= options.pageRows() || largestPage() >= options.pageBytes()) {
            endPage();
            if (groupRows >= options.rowGroupRows() || encodedBytes >= options.rowGroupBytes()) {
                endRowGroup();
            }
            group.shrinkToBound();
        } else {
            group.rowsAdded(count);
        }
    }

    private int largestPage() {
        int largest = 0;
        for (int i = columns.size() - 1; i >= 0; i--) {
            largest = Math.max(largest, columns.get(i).pageBytes());
        }
        return largest;
    }

    private void endPage() throws IOException {
        if (pageRows == 0) {
            return;
        }
        if (pages == null) {
            openRowGroup();
        }
        encodedBytes = 0;
        for (int i = 0; i < pageWriters.length; i++) {
            columns.get(i).endPage(group.encoder(), pageWriters[i], pageRows);
            encodedBytes += pageWriters[i].getMemSize();
        }
        groupRows += pageRows;
        pageRows = 0;
    }

    private void openRowGroup() {
        pages = ParquetOutput.rowGroup(schema, group.compressor());
        List<ColumnDescriptor> descriptors = schema.getColumns();
        for (int i = 0; i < pageWriters.length; i++) {
            pageWriters[i] = pages.getPageWriter(descriptors.get(i));
        }
    }

    /** Writes what is held back; does nothing if there is none. */
    void endRowGroup() throws IOException {
        endPage();
        if (pages == null) {
            return;
        }
        for (int i = 0; i < pageWriters.length; i++) {
            columns.get(i).endChunk(group.encoder(), pageWriters[i]);
        }
        ParquetOutput.endRowGroup(file, pages, groupRows);
        pages = null;
        groupRows = 0;
        encodedBytes = 0;
    }

    /** Writes the footer and flushes; leaves the stream open. */
    void finish() throws IOException {
        try {
            endRowGroup();
            ParquetOutput.end(file, schema, Map.of());
        } finally {
            group.closed(this);
        }
    }

    /** Heap held, in bytes. */
    long retainedBytes() {
        long bytes = encodedBytes;
        for (ColumnWriter column : columns) {
            bytes += column.retainedBytes();
        }
        return bytes;
    }
}
