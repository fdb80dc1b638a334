package io.flowledger.archive.write;

import java.util.Arrays;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The Bloom filter of a column chunk of numbers, as large as its distinct values ask for. */
final class NumberBloom {

    private static final double FALSE_POSITIVES = 0.01;

    private NumberBloom() {}

    static BloomFilter of(PrimitiveType type, long[] values, int count) {
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        BloomFilter filter =
                new BlockSplitBloomFilter(
                        BlockSplitBloomFilter.optimalNumOfBits(
                                        Math.max(1, distinct), FALSE_POSITIVES)
                                / Byte.SIZE);
        boolean ints = type.getPrimitiveTypeName() == PrimitiveTypeName.INT32;
        for (int i = 0; i < distinct; i++) {
            filter.insertHash(ints ? filter.hash((int) sorted[i]) : filter.hash(sorted[i]));
        }
        return filter;
    }
}
