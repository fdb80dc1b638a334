package io.flowledger.archive.write;

import io.flowledger.archive.schema.WarehouseFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;

/** How files of a warehouse begin and end, whoever fills them. */
final class ParquetOutput {

    private ParquetOutput() {}

    /** On a stream that stays the caller's. */
    static ParquetFileWriter start(MessageType schema, OutputStream out) throws IOException {
        ParquetFileWriter file =
                new ParquetFileWriter(
                        new StreamFile(out),
                        schema,
                        ParquetFileWriter.Mode.CREATE,
                        ParquetWriter.DEFAULT_BLOCK_SIZE,
                        0,
                        ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                        ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
                        false);
        file.start();
        return file;
    }

    /** Holds the pages of a row group until it ends. */
    static ColumnChunkPageWriteStore rowGroup(MessageType schema, PageCompressor compressor) {
        return new ColumnChunkPageWriteStore(
                compressor,
                schema,
                HeapByteBufferAllocator.getInstance(),
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                false);
    }

    static void endRowGroup(ParquetFileWriter file, ColumnChunkPageWriteStore pages, long rows)
            throws IOException {
        file.startBlock(rows);
        pages.flushToFileWriter(file);
        file.endBlock();
        pages.close();
    }

    /**
     * @param properties to be told of the file besides its format, table and writer
     */
    static void end(ParquetFileWriter file, MessageType schema, Map<String, String> properties)
            throws IOException {
        Map<String, String> all = new HashMap<>(properties);
        all.put("flowledger.format", Integer.toString(WarehouseFormat.CURRENT.version()));
        all.put("flowledger.table", schema.getName());
        all.put("writer.model.name", "flowledger");
        file.end(all);
        file.close();
    }
}
