package io.flowledger.archive.write;

import java.util.Arrays;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Numbers that are the same for all flows of a datagram: held, looked up and compared once each.
 * Doubles are held as their bits.
 */
final class RunColumn extends DictionaryColumn {

    private final LongDictionary dictionary;
    private final int width;
    private long[] values = new long[FIRST_ROWS];
    private int[] lengths = new int[FIRST_ROWS];
    private int runs;

    static RunColumn of(PrimitiveType type, int width) {
        return new RunColumn(type, new LongDictionary(width), width);
    }

    private RunColumn(PrimitiveType type, LongDictionary dictionary, int width) {
        super(type, dictionary);
        this.dictionary = dictionary;
        this.width = width;
    }

    void append(long value, int count) {
        present(count);
        if (runs > 0 && values[runs - 1] == value) {
            lengths[runs - 1] += count;
            return;
        }
        if (runs == values.length) {
            values = Arrays.copyOf(values, 2 * runs);
            lengths = Arrays.copyOf(lengths, 2 * runs);
        }
        values[runs] = value;
        lengths[runs++] = count;
    }

    @Override
    void lookUp(int[] codes, int count) {
        int at = 0;
        for (int run = 0; run < runs; run++) {
            int end = at + lengths[run];
            Arrays.fill(codes, at, end, dictionary.codeOf(values[run]));
            at = end;
        }
    }

    @Override
    void putPlain(int count, PageBytes page) {
        for (int run = 0; run < runs; run++) {
            page.putRepeated(values[run], lengths[run], width);
        }
    }

    @Override
    void describe(Statistics<?> statistics, int count) {
        if (statistics instanceof DoubleStatistics) {
            NumberStatistics.describeDoubles(statistics, values, runs);
        } else {
            NumberStatistics.describe(statistics, values, runs);
        }
    }

    @Override
    void clearPage() {
        runs = 0;
    }

    @Override
    void releasePage() {
        values = new long[FIRST_ROWS];
        lengths = new int[FIRST_ROWS];
    }

    @Override
    long pageBufferBytes() {
        return 12L * values.length;
    }
}
