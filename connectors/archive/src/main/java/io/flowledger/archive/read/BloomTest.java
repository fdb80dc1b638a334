package io.flowledger.archive.read;

import io.flowledger.archive.schema.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.api.Binary;

/**
 * Asks the Bloom filter of a column chunk, where another writer has made one, for values that are
 * wanted by name.
 */
final class BloomTest {

    /** Room for any header; the format says it is a few bytes of Thrift. */
    private static final int HEADER_BYTES = 64;

    /** More values are not asked for one by one. */
    private static final int MAX_VALUES = 64;

    private BloomTest() {}

    /** False if the chunk has none of the wanted values for certain. */
    static boolean mayHold(StoredBytes file, ColumnChunkMetaData chunk, ReadColumn column)
            throws IOException {
        Condition<?> condition = column.test().condition();
        List<?> values = condition.nulls() ? List.of() : condition.values().singles(MAX_VALUES);
        if (values.isEmpty() || chunk.getBloomFilterOffset() <= 0 || !isAsStored(column)) {
            return true;
        }
        BloomFilter filter = read(file, chunk);
        if (filter == null) {
            return true;
        }
        for (Object value : values) {
            if (filter.findHash(hash(filter, value, column.column().type()))) {
                return true;
            }
        }
        return false;
    }

    /** Times in another unit than ours are other numbers in the file. */
    private static boolean isAsStored(ReadColumn column) {
        return column.column().type() != ColumnType.TIMESTAMP
                || LongReader.unitsPerMilli(column.reader().descriptor()) == 1;
    }

    /** Null for one that is of another kind, or not worth reading. */
    private static BloomFilter read(StoredBytes file, ColumnChunkMetaData chunk)
            throws IOException {
        long at = chunk.getBloomFilterOffset();
        int length = (int) Math.min(HEADER_BYTES, file.length() - at);
        if (length <= 0) {
            throw new IllegalStateException(
                    "the Bloom filter of " + chunk.getPath() + " is outside of the file");
        }
        byte[] head = file.read(at, length);
        ByteArrayInputStream in = new ByteArrayInputStream(head, 0, length);
        BloomFilterHeader header = Util.readBloomFilterHeader(in);
        int bytes = header.getNumBytes();
        boolean known =
                header.getAlgorithm().isSetBLOCK()
                        && header.getHash().isSetXXHASH()
                        && header.getCompression().isSetUNCOMPRESSED();
        if (!known || bytes > chunk.getTotalSize() / 2) {
            return null;
        }
        long from = at + length - in.available();
        if (bytes <= 0 || Integer.bitCount(bytes) != 1 || from > file.length() - bytes) {
            throw new IllegalStateException(
                    "the Bloom filter of " + chunk.getPath() + " claims " + bytes + " bytes");
        }
        return new BlockSplitBloomFilter(Arrays.copyOf(file.read(from, bytes), bytes));
    }

    private static long hash(BloomFilter filter, Object value, ColumnType type) {
        if (value instanceof TextPlace text) {
            return filter.hash(Binary.fromConstantByteArray(text.text()));
        }
        long number = (Long) value;
        return type == ColumnType.INT32 ? filter.hash((int) number) : filter.hash(number);
    }
}
