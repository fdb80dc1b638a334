package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** How minimum and maximum of one column of a file are to be understood. */
abstract sealed class ColumnBounds<K extends Comparable<K>> {

    /** For a column that a {@link RowFilter} may have a condition on. */
    static ColumnBounds<?> of(TableColumn column, ColumnDescriptor descriptor) {
        return RowFilter.isNumber(column.type()) ? new Numbers(descriptor) : new Texts();
    }

    /** As they are in a page index; an empty buffer says nothing. */
    abstract ValueBounds<K> of(ByteBuffer least, ByteBuffer most, boolean mayHaveNulls);

    /** Of a whole column chunk. */
    final ValueBounds<K> of(ColumnChunkMetaData chunk, boolean optional) {
        Statistics<?> statistics = chunk.getStatistics();
        if (statistics == null || statistics.isEmpty()) {
            return ValueBounds.unknown(optional);
        }
        boolean counted = statistics.isNumNullsSet();
        boolean mayHaveNulls = optional && (!counted || statistics.getNumNulls() > 0);
        if (counted && statistics.getNumNulls() == chunk.getValueCount()) {
            return new ValueBounds<>(null, null, false, chunk.getValueCount() > 0);
        }
        return statistics.hasNonNullValue()
                ? of(
                        ByteBuffer.wrap(statistics.getMinBytes()),
                        ByteBuffer.wrap(statistics.getMaxBytes()),
                        mayHaveNulls)
                : new ValueBounds<>(null, null, true, mayHaveNulls);
    }

    /** INT32 and INT64, times in milliseconds whatever unit the file has. */
    static final class Numbers extends ColumnBounds<Long> {

        private final long unitsPerMilli;

        Numbers(ColumnDescriptor descriptor) {
            unitsPerMilli = LongReader.unitsPerMilli(descriptor);
        }

        @Override
        ValueBounds<Long> of(ByteBuffer least, ByteBuffer most, boolean mayHaveNulls) {
            return new ValueBounds<>(number(least), number(most), true, mayHaveNulls);
        }

        private Long number(ByteBuffer bytes) {
            ByteBuffer value = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
            return switch (value.remaining()) {
                case Integer.BYTES -> (long) value.getInt();
                case Long.BYTES -> Math.floorDiv(value.getLong(), unitsPerMilli);
                default -> null;
            };
        }
    }

    /** Text; what a page index cuts short is still a bound. */
    static final class Texts extends ColumnBounds<TextPlace> {

        @Override
        ValueBounds<TextPlace> of(ByteBuffer least, ByteBuffer most, boolean mayHaveNulls) {
            return new ValueBounds<>(place(least), place(most), true, mayHaveNulls);
        }

        private static TextPlace place(ByteBuffer bytes) {
            byte[] text = new byte[bytes.remaining()];
            bytes.slice().get(text);
            return TextPlace.before(text);
        }
    }
}
