package io.flowledger.archive.read;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;

/** A column of INT32. */
final class IntReader extends ColumnReader {

    /** What NULL is in a column that may have it. */
    private static final int NULL = Integer.MIN_VALUE;

    private int[] rows = new int[FlowFileReader.BATCH_ROWS];
    private final boolean nullable;
    private int[] values = new int[0];

    IntReader(ColumnDescriptor descriptor) {
        this(descriptor, false);
    }

    /**
     * @param nullable whether NULL is what {@link #isNull} knows or an error
     */
    IntReader(ColumnDescriptor descriptor, boolean nullable) {
        super(descriptor);
        this.nullable = nullable;
    }

    int[] rows() {
        return rows;
    }

    /** From now on rows are set here. */
    void into(int[] target) {
        rows = target;
    }

    boolean isNull(int row) {
        return nullable && rows[row] == NULL;
    }

    @Override
    void dictionary(LittleEndian source, int count) {
        startPlain(source);
        requireBytes((long) count * Integer.BYTES);
        values = new int[count];
        take(values, 0, count);
    }

    @Override
    void plain(int at, int count) {
        if (other == null) {
            take(rows, at, count);
            return;
        }
        for (int i = at; i < at + count; i++) {
            rows[i] = other.readInteger();
        }
    }

    private void take(int[] target, int from, int count) {
        requireBytes((long) count * Integer.BYTES);
        byte[] source = page;
        int offset = position;
        for (int i = from; i < from + count; i++, offset += Integer.BYTES) {
            target[i] = LittleEndian.intAt(source, offset);
        }
        position = offset;
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
