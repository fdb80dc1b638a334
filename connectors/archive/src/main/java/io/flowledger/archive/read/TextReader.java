package io.flowledger.archive.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * A column of short texts, as numbers that stand for them: the same text has the same number in all
 * of a file, so that rows are compared without looking at characters.
 */
final class TextReader extends ColumnReader {

    private static final int NULL = -1;

    private final int[] rows = new int[FlowFileReader.BATCH_ROWS];
    private final boolean nullable;
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private int[] values = new int[0];

    /** Where the previous PLAIN value of the page is, to recognise it when it comes again. */
    private int previousAt;

    private int previousLength = -1;
    private int previousNumber;

    TextReader(ColumnDescriptor descriptor) {
        this(descriptor, false);
    }

    /**
     * @param nullable whether NULL is a number without text or an error
     */
    TextReader(ColumnDescriptor descriptor, boolean nullable) {
        super(descriptor);
        this.nullable = nullable;
    }

    int[] rows() {
        return rows;
    }

    /** Null for NULL. */
    String text(int number) {
        return number == NULL ? null : texts.get(number);
    }

    @Override
    void dictionary(LittleEndian source, int count) {
        startPlain(source);
        requireBytes(count);
        values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = nextPlain();
        }
    }

    @Override
    void startPlain(LittleEndian source) {
        super.startPlain(source);
        previousLength = -1;
    }

    @Override
    void plain(int at, int count) {
        for (int i = at; i < at + count; i++) {
            rows[i] = other == null ? nextPlain() : numberOf(other.readBytes().toStringUsingUTF8());
        }
    }

    private int nextPlain() {
        int length = nextBytes();
        int at = position - length;
        if (length != previousLength
                || !Arrays.equals(page, at, at + length, page, previousAt, previousAt + length)) {
            previousNumber = numberOf(new String(page, at, length, StandardCharsets.UTF_8));
        }
        previousAt = at;
        previousLength = length;
        return previousNumber;
    }

    private int numberOf(String text) {
        Integer number = numbers.putIfAbsent(text, texts.size());
        if (number == null) {
            number = texts.size();
            texts.add(text);
        }
        return number;
    }

    @Override
    void repeat(int at, int count, int code) {
        Arrays.fill(rows, at, at + count, values[code]);
    }

    @Override
    void look(int at, int count, int[] codes) {
        for (int i = 0; i < count; i++) {
            rows[at + i] = values[codes[i]];
        }
    }

    @Override
    void spread(int at, int count, int present, int[] levels) {
        if (nullable) {
            spread(rows, NULL, at, count, present, levels);
        } else {
            super.spread(at, count, present, levels);
        }
    }
}
