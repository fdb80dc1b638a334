package io.flowledger.archive.write;

import io.flowledger.netflow.wire.V5Layout;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Numbers that differ from flow to flow, unsigned and of at most 32 bits; stored as INT32 or INT64.
 */
final class IntColumn extends DictionaryColumn {

    private final IntDictionary dictionary;
    private final int width;
    private int[] values = new int[FIRST_ROWS];
    private int size;

    static IntColumn of(PrimitiveType type, int width) {
        return new IntColumn(type, new IntDictionary(width), width);
    }

    private IntColumn(PrimitiveType type, IntDictionary dictionary, int width) {
        super(type, dictionary);
        this.dictionary = dictionary;
        this.width = width;
    }

    /**
     * The field of {@code fieldWidth} bytes at {@code at} in the first of {@code count} records.
     */
    void appendField(byte[] bytes, int at, int fieldWidth, int count) {
        int[] target = room(count);
        int from = size;
        int offset = at;
        switch (fieldWidth) {
            case 1 -> {
                for (int i = 0; i < count; i++, offset += V5Layout.RECORD_LENGTH) {
                    target[from + i] = V5Layout.u8(bytes, offset);
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++, offset += V5Layout.RECORD_LENGTH) {
                    target[from + i] = V5Layout.u16(bytes, offset);
                }
            }
            default -> {
                for (int i = 0; i < count; i++, offset += V5Layout.RECORD_LENGTH) {
                    target[from + i] = V5Layout.i32(bytes, offset);
                }
            }
        }
        size += count;
    }

    /** Room for {@code count} more values, to be set from {@link #size()} on. */
    int[] room(int count) {
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
        page.putInts(values, count, width);
    }

    @Override
    void describe(Statistics<?> statistics, int count) {
        NumberStatistics.describeUnsigned(statistics, values, count);
    }

    @Override
    void clearPage() {
        size = 0;
    }

    @Override
    void releasePage() {
        values = new int[FIRST_ROWS];
    }

    @Override
    long pageBufferBytes() {
        return 4L * values.length;
    }
}
