package io.flowledger.archive.write;

import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** 64-bit numbers that differ from flow to flow: its times. */
final class LongColumn extends DictionaryColumn {

    private final LongDictionary dictionary;
    private long[] values = new long[FIRST_ROWS];
    private int size;

    static LongColumn of(PrimitiveType type) {
        return new LongColumn(type, new LongDictionary(Long.BYTES));
    }

    private LongColumn(PrimitiveType type, LongDictionary dictionary) {
        super(type, dictionary);
        this.dictionary = dictionary;
    }

    /** Room for {@code count} more values, to be set from {@link #size()} on. */
    long[] room(int count) {
        if (values.length - size < count) {
            values = Arrays.copyOf(values, Math.max(size + count, 2 * values.length));
        }
        return values;
    }

    int size() {
        return size;
    }

    void advance(int count) {
        size += count;
    }

    @Override
    void lookUp(int[] codes, int count) {
        for (int i = 0; i < count; i++) {
            codes[i] = dictionary.codeOf(values[i]);
        }
    }

    @Override
    void putPlain(int count, PageBytes page) {
        page.putLongs(values, count, Long.BYTES);
    }

    @Override
    void describe(Statistics<?> statistics, int count) {
        NumberStatistics.describe(statistics, values, count);
    }

    @Override
    void clearPage() {
        size = 0;
    }

    @Override
    void releasePage() {
        values = new long[FIRST_ROWS];
    }

    @Override
    long pageBufferBytes() {
        return 8L * values.length;
    }
}
