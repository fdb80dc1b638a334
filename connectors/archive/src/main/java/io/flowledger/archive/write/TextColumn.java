package io.flowledger.archive.write;

import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/** Short texts that are the same for all flows of a datagram. */
final class TextColumn extends DictionaryColumn {

    private final TextDictionary dictionary;
    private Binary[] values = new Binary[FIRST_ROWS];
    private int[] lengths = new int[FIRST_ROWS];
    private int runs;

    static TextColumn of(PrimitiveType type) {
        return new TextColumn(type, new TextDictionary());
    }

    private TextColumn(PrimitiveType type, TextDictionary dictionary) {
        super(type, dictionary);
        this.dictionary = dictionary;
    }

    void append(Binary value, int count) {
        present(count);
        if (runs > 0 && values[runs - 1].equals(value)) {
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
            byte[] text = values[run].getBytesUnsafe();
            for (int i = 0; i < lengths[run]; i++) {
                page.putByteArray(text, 0, text.length);
            }
        }
    }

    @Override
    void describe(Statistics<?> statistics, int count) {
        for (int run = 0; run < runs; run++) {
            statistics.updateStats(values[run]);
        }
    }

    @Override
    void clearPage() {
        runs = 0;
    }

    @Override
    void releasePage() {
        values = new Binary[FIRST_ROWS];
        lengths = new int[FIRST_ROWS];
    }

    @Override
    long pageBufferBytes() {
        return 8L * values.length;
    }
}
