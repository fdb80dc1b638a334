package io.flowledger.archive.table;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.Text;
import io.flowledger.archive.schema.TableColumn;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.columnar.vector.BytesColumnVector;
import org.apache.flink.table.data.columnar.vector.ColumnVector;
import org.apache.flink.table.data.columnar.vector.DoubleColumnVector;
import org.apache.flink.table.data.columnar.vector.IntColumnVector;
import org.apache.flink.table.data.columnar.vector.LongColumnVector;
import org.apache.flink.table.data.columnar.vector.TimestampColumnVector;
import org.apache.flink.table.data.columnar.vector.VectorizedColumnBatch;

/** The arrays of a {@link RowBatch}, and the names of the folders its file is in, as vectors. */
final class ScanVectors {

    private ScanVectors() {}

    static VectorizedColumnBatch of(
            ScanColumns columns, RowBatch batch, Map<String, String> partition) {
        ColumnVector[] vectors = new ColumnVector[columns.sources().size()];
        int place = 0;
        for (int i = 0; i < vectors.length; i++) {
            ScanColumns.Source source = columns.sources().get(i);
            vectors[i] =
                    source.key() == null
                            ? vector(source.column(), batch, place++)
                            : Constant.of(partition.get(source.key().columnName()));
        }
        return new VectorizedColumnBatch(vectors);
    }

    private static ColumnVector vector(TableColumn column, RowBatch batch, int place) {
        boolean[] nulls = batch.nulls(place);
        return switch (column.type()) {
            case INT32 -> new Ints(batch.ints(place), nulls);
            case INT64 -> new Longs(batch.longs(place), nulls);
            case TIMESTAMP -> new Times(batch.longs(place), nulls);
            case DOUBLE -> new Fractions(batch.longs(place), nulls);
            case STRING, BINARY -> new Texts(batch.texts(place), nulls);
        };
    }

    private interface Nullable extends ColumnVector {

        boolean[] nulls();

        @Override
        default boolean isNullAt(int i) {
            return nulls()[i];
        }
    }

    private record Ints(int[] values, boolean[] nulls) implements Nullable, IntColumnVector {
        @Override
        public int getInt(int i) {
            return values[i];
        }
    }

    private record Longs(long[] values, boolean[] nulls) implements Nullable, LongColumnVector {
        @Override
        public long getLong(int i) {
            return values[i];
        }
    }

    private record Times(long[] values, boolean[] nulls)
            implements Nullable, TimestampColumnVector {
        @Override
        public TimestampData getTimestamp(int i, int precision) {
            return TimestampData.fromEpochMillis(values[i]);
        }
    }

    private record Fractions(long[] values, boolean[] nulls)
            implements Nullable, DoubleColumnVector {
        @Override
        public double getDouble(int i) {
            return Double.longBitsToDouble(values[i]);
        }
    }

    private record Texts(Text[] values, boolean[] nulls) implements Nullable, BytesColumnVector {
        @Override
        public Bytes getBytes(int i) {
            Text text = values[i];
            return new Bytes(text.bytes(), text.from(), text.length());
        }
    }

    /** The same in all rows. */
    record Constant(Bytes value) implements BytesColumnVector {

        static Constant of(String text) {
            byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            return new Constant(bytes == null ? null : new Bytes(bytes, 0, bytes.length));
        }

        @Override
        public Bytes getBytes(int i) {
            return value;
        }

        @Override
        public boolean isNullAt(int i) {
            return value == null;
        }
    }
}
