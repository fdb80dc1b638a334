package io.flowledger.archive.read;

import io.flowledger.netflow.wire.ExportDatagram;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A column of INT64: numbers, and times in milliseconds whatever unit the file has them in. Or of
 * DOUBLE: numbers with fractions, as the bits of {@link Double#doubleToRawLongBits}.
 */
final class LongReader extends ColumnReader {

    /** What NULL is in a column that may have it. */
    private static final long NULL = ExportDatagram.EPOCH_UNKNOWN;

    /**
     * The same among fractions: {@code NULL} is the bits of −0. No file has this one of the NaNs.
     */
    private static final long NULL_BITS = 0xFFF8_0000_0000_0001L;

    private long[] rows = new long[FlowFileReader.BATCH_ROWS];
    private final boolean nullable;
    private final boolean fractions;
    private final long unitsPerMilli;
    private long[] values = new long[0];

    /**
     * @param nullable whether NULL is what {@link #isNull} knows or an error
     */
    LongReader(ColumnDescriptor descriptor, boolean nullable) {
        super(descriptor);
        this.nullable = nullable;
        this.fractions =
                descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
        this.unitsPerMilli = unitsPerMilli(descriptor);
    }

    static long unitsPerMilli(ColumnDescriptor descriptor) {
        if (descriptor.getPrimitiveType().getLogicalTypeAnnotation()
                instanceof TimestampLogicalTypeAnnotation time) {
            return time.getUnit() == TimeUnit.MILLIS
                    ? 1
                    : time.getUnit() == TimeUnit.MICROS ? 1_000 : 1_000_000;
        }
        return 1;
    }

    long[] rows() {
        return rows;
    }

    /** From now on rows are set here. */
    void into(long[] target) {
        rows = target;
    }

    boolean isNull(int row) {
        return nullable && rows[row] == nothing();
    }

    private long nothing() {
        return fractions ? NULL_BITS : NULL;
    }

    @Override
    void dictionary(LittleEndian source, int count) {
        startPlain(source);
        requireBytes((long) count * Long.BYTES);
        values = new long[count];
        take(values, 0, count);
    }

    @Override
    void plain(int at, int count) {
        if (other == null) {
            take(rows, at, count);
            return;
        }
        for (int i = at; i < at + count; i++) {
            rows[i] =
                    fractions
                            ? Double.doubleToRawLongBits(other.readDouble())
                            : Math.floorDiv(other.readLong(), unitsPerMilli);
        }
    }

    private void take(long[] target, int from, int count) {
        requireBytes((long) count * Long.BYTES);
        byte[] source = page;
        int offset = position;
        for (int i = from; i < from + count; i++, offset += Long.BYTES) {
            target[i] = LittleEndian.longAt(source, offset);
        }
        position = offset;
        if (unitsPerMilli != 1) {
            for (int i = from; i < from + count; i++) {
                target[i] = Math.floorDiv(target[i], unitsPerMilli);
            }
        }
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
        if (!nullable) {
            super.spread(at, count, present, levels);
        }
        if (present == 0) {
            Arrays.fill(rows, at, at + count, nothing());
            return;
        }
        int from = at + present;
        for (int i = count - 1; i >= 0; i--) {
            rows[at + i] = levels[i] == 1 ? rows[--from] : nothing();
        }
    }
}
