package io.flowledger.archive.write;

import io.flowledger.archive.schema.TableColumn;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/**
 * One open file of any table that takes row groups whole, column by column in any order: for rows
 * that are all there before the first is written, so that each column chunk can be encoded by what
 * all of it is like. Holds the pages of one row group, compressed.
 */
public final class GroupFile implements Closeable {

    private final MessageType schema;
    private final GroupOptions options;
    private final PageCompressor compressor;
    private final NumberChunk numbers;
    private final ParquetFileWriter file;
    private ColumnChunkPageWriteStore pages;
    private int[] pageEnds;

    /**
     * @param out stays the caller's to close
     */
    public GroupFile(
            String table,
            List<? extends TableColumn> columns,
            OutputStream out,
            GroupOptions options)
            throws IOException {
        this.schema = TableColumn.parquetSchema(table, columns);
        this.options = options;
        this.compressor = new PageCompressor(options.zstdLevel());
        this.numbers = new NumberChunk(compressor, options.encodings());
        this.file = ParquetOutput.start(schema, out);
    }

    /**
     * @param pageEnds row behind the last one of each page, the same for all columns; the last is
     *     how many rows there are
     */
    public void startGroup(int[] pageEnds) {
        this.pageEnds = pageEnds.clone();
        this.pages = ParquetOutput.rowGroup(schema, compressor);
    }

    /**
     * A column of whole numbers or timestamps.
     *
     * @param values of rows that are not NULL, in order
     * @param nulls rows that are NULL; null if none is
     */
    public void numbers(TableColumn column, long[] values, boolean[] nulls) throws IOException {
        RowLevels levels = new RowLevels(pageEnds, nulls);
        numbers.write(
                type(column),
                values,
                levels,
                options.sought().contains(column),
                pageWriter(column));
        if (options.blooms().contains(column)) {
            pages.getBloomFilterWriter(descriptor(column))
                    .writeBloomFilter(NumberBloom.of(type(column), values, levels.values()));
        }
    }

    /**
     * A column of text.
     *
     * @param codes index among {@code texts} of the rows
     * @param texts in UTF-8, each once
     */
    public void texts(TableColumn column, int[] codes, List<byte[]> texts) throws IOException {
        new TextChunk(type(column), texts).write(codes, pageEnds, pageWriter(column));
    }

    private ColumnDescriptor descriptor(TableColumn column) {
        return schema.getColumnDescription(new String[] {column.columnName()});
    }

    private PrimitiveType type(TableColumn column) {
        return schema.getType(column.columnName()).asPrimitiveType();
    }

    private PageWriter pageWriter(TableColumn column) {
        return pages.getPageWriter(descriptor(column));
    }

    /** Writes the row group; every column has got its values. */
    public void endGroup() throws IOException {
        ParquetOutput.endRowGroup(file, pages, pageEnds[pageEnds.length - 1]);
        pages = null;
    }

    /**
     * Completes the file and flushes it; the stream stays open.
     *
     * @param properties to be kept in its footer
     */
    public void finish(Map<String, String> properties) throws IOException {
        ParquetOutput.end(file, schema, properties);
    }

    /** Frees what the compressor holds. */
    @Override
    public void close() {
        numbers.close();
        compressor.close();
    }
}
