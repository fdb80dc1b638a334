package io.flowledger.archive.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * Finds and reads the footer of a Parquet file. parquet-java's ParquetFileReader would do, but
 * loads Hadoop classes before it reads a byte.
 *
 * <pre>
 *   PAR1   column chunks …   footer   its length, 4   PAR1
 * </pre>
 */
final class ParquetFooter {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = Integer.BYTES + 4;

    private ParquetFooter() {}

    /** Of the row groups only those whose middle is in bytes {@code [from, to)} of the file. */
    static ParquetMetadata read(StoredBytes file, long from, long to) throws IOException {
        long fileLength = file.length();
        if (fileLength < MAGIC.length + TAIL) {
            throw new IOException(fileLength + " bytes are too few");
        }
        byte[] tail = file.read(fileLength - TAIL, TAIL);
        if (!Arrays.equals(tail, Integer.BYTES, TAIL, MAGIC, 0, MAGIC.length)) {
            throw new IOException("it does not end with PAR1");
        }
        int length = LittleEndian.intAt(tail, 0);
        if (length < 0 || length > fileLength - MAGIC.length - TAIL) {
            throw new IOException("its footer claims " + length + " bytes");
        }
        byte[] footer = file.read(fileLength - TAIL - length, length);
        ParquetMetadata metadata =
                new ParquetMetadataConverter()
                        .readParquetMetadata(
                                new ByteArrayInputStream(footer, 0, length),
                                ParquetMetadataConverter.range(from, to));
        requireWithin(metadata, fileLength);
        return metadata;
    }

    /** A damaged footer must not make anyone allocate more than the file has. */
    private static void requireWithin(ParquetMetadata metadata, long fileLength)
            throws IOException {
        for (BlockMetaData group : metadata.getBlocks()) {
            for (ColumnChunkMetaData chunk : group.getColumns()) {
                long start = chunk.getStartingPos();
                long length = chunk.getTotalSize();
                if (start < 0 || length < 0 || start > fileLength - length) {
                    throw new IOException(
                            "column chunk " + chunk.getPath() + " is outside of the file");
                }
            }
        }
    }
}
