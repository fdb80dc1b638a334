package io.flowledger.archive.read;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * A column of texts or bytes as they are in the pages. Rows of a dictionary-coded page share the
 * objects of the dictionary.
 */
final class BytesReader extends ColumnReader {

    private Text[] rows = new Text[FlowFileReader.BATCH_ROWS];
    private Text[] values = new Text[0];

    /** Of a PLAIN page; texts that come again right away are one object. */
    private Text previous;

    BytesReader(ColumnDescriptor descriptor) {
        super(descriptor);
    }

    /** From now on rows are set here; NULL is null. */
    void into(Text[] target) {
        rows = target;
    }

    @Override
    void dictionary(LittleEndian source, int count) {
        startPlain(source);
        requireBytes(count);
        values = new Text[count];
        for (int i = 0; i < count; i++) {
            nextPlain();
            values[i] = new Text(page, previous.from(), previous.length(), i);
        }
    }

    @Override
    void startPlain(LittleEndian source) {
        super.startPlain(source);
        previous = null;
    }

    @Override
    void plain(int at, int count) {
        for (int i = at; i < at + count; i++) {
            if (other == null) {
                rows[i] = nextPlain();
            } else {
                byte[] bytes = other.readBytes().getBytes();
                rows[i] = new Text(bytes, 0, bytes.length, Text.NO_CODE);
            }
        }
    }

    private Text nextPlain() {
        int length = nextBytes();
        int at = position - length;
        if (previous == null
                || previous.length() != length
                || !Arrays.equals(
                        page, at, at + length, page, previous.from(), previous.from() + length)) {
            previous = new Text(page, at, length, Text.NO_CODE);
        }
        return previous;
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
        int from = at + present;
        for (int i = count - 1; i >= 0; i--) {
            rows[at + i] = present > 0 && levels[i] == 1 ? rows[--from] : null;
        }
    }
}
