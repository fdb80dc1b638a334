package io.flowledger.archive.table;

import io.flowledger.archive.group.Groups;
import io.flowledger.archive.schema.PartitionKey;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.columnar.ColumnarRowData;
import org.apache.flink.table.data.columnar.vector.BytesColumnVector;
import org.apache.flink.table.data.columnar.vector.ColumnVector;
import org.apache.flink.table.data.columnar.vector.IntColumnVector;
import org.apache.flink.table.data.columnar.vector.LongColumnVector;
import org.apache.flink.table.data.columnar.vector.TimestampColumnVector;
import org.apache.flink.table.data.columnar.vector.VectorizedColumnBatch;

/** Some groups in turn, all as one object that moves on. */
final class GroupRows implements PieceRows {

    private final Groups groups;
    private final ColumnarRowData row;
    private final Queue<Groups> free;
    private int next;

    GroupRows(
            Aggregates aggregates,
            Groups groups,
            Map<String, String> partition,
            Queue<Groups> free) {
        this.groups = groups;
        this.row = new ColumnarRowData(vectors(aggregates, groups, partition));
        this.free = free;
    }

    private static VectorizedColumnBatch vectors(
            Aggregates aggregates, Groups groups, Map<String, String> partition) {
        List<PartitionKey> keys = aggregates.partitionKeys();
        ColumnVector[] vectors = new ColumnVector[keys.size()];
        int field = 0;
        for (int i = 0; i < vectors.length; i++) {
            if (keys.get(i) != null) {
                vectors[i] = ScanVectors.Constant.of(partition.get(keys.get(i).columnName()));
                continue;
            }
            vectors[i] =
                    switch (aggregates.type().getTypeAt(i).getTypeRoot()) {
                        case INTEGER -> new Ints(groups, field);
                        case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new Times(groups, field);
                        case VARCHAR -> new Texts(groups, field);
                        default -> new Longs(groups, field);
                    };
            field++;
        }
        return new VectorizedColumnBatch(vectors);
    }

    @Override
    public int left() {
        return groups.size() - next;
    }

    @Override
    public long end() {
        return 0;
    }

    @Override
    public RowData nextRow() {
        if (next >= groups.size()) {
            return null;
        }
        row.setRowId(next++);
        return row;
    }

    @Override
    public RecordAndPosition<RowData> next() {
        RowData record = nextRow();
        return record == null
                ? null
                : new RecordAndPosition<>(record, CheckpointedPosition.NO_OFFSET, 0);
    }

    @Override
    public void releaseBatch() {
        free.add(groups);
    }

    private interface OfGroups extends ColumnVector {

        Groups groups();

        int field();

        @Override
        default boolean isNullAt(int i) {
            return groups().isNull(i, field());
        }
    }

    private record Ints(Groups groups, int field) implements OfGroups, IntColumnVector {
        @Override
        public int getInt(int i) {
            return (int) groups.value(i, field);
        }
    }

    private record Longs(Groups groups, int field) implements OfGroups, LongColumnVector {
        @Override
        public long getLong(int i) {
            return groups.value(i, field);
        }
    }

    private record Times(Groups groups, int field) implements OfGroups, TimestampColumnVector {
        @Override
        public TimestampData getTimestamp(int i, int precision) {
            return TimestampData.fromEpochMillis(groups.value(i, field));
        }
    }

    private record Texts(Groups groups, int field) implements OfGroups, BytesColumnVector {
        @Override
        public Bytes getBytes(int i) {
            byte[] text = groups.text(i, field);
            return new Bytes(text, 0, text.length);
        }
    }
}
