package io.flowledger.archive.table;

import io.flowledger.archive.group.GroupTable;
import io.flowledger.archive.schema.PartitionKey;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.columnar.ColumnarRowData;
import org.apache.flink.table.data.columnar.vector.ColumnVector;
import org.apache.flink.table.data.columnar.vector.IntColumnVector;
import org.apache.flink.table.data.columnar.vector.LongColumnVector;
import org.apache.flink.table.data.columnar.vector.TimestampColumnVector;
import org.apache.flink.table.data.columnar.vector.VectorizedColumnBatch;

/** The groups of a table in turn, all as one object that moves on. */
final class GroupRows implements PieceRows {

    private final GroupTable groups;
    private final ColumnarRowData row;
    private final Queue<GroupRows> free;
    private int next;
    private long end;

    GroupRows(
            Aggregates aggregates,
            GroupTable groups,
            Map<String, String> partition,
            Queue<GroupRows> free) {
        this.groups = groups;
        this.row = new ColumnarRowData(vectors(aggregates, groups, partition));
        this.free = free;
    }

    private static VectorizedColumnBatch vectors(
            Aggregates aggregates, GroupTable groups, Map<String, String> partition) {
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
                        default -> new Longs(groups, field);
                    };
            field++;
        }
        return new VectorizedColumnBatch(vectors);
    }

    GroupTable groups() {
        return groups;
    }

    /**
     * @param first group that comes first
     * @param end groups of the piece up to the last one here
     */
    void start(int first, long end) {
        this.next = first;
        this.end = end;
    }

    @Override
    public int left() {
        return groups.size() - next;
    }

    @Override
    public long end() {
        return end;
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
                : new RecordAndPosition<>(record, CheckpointedPosition.NO_OFFSET, end - left());
    }

    @Override
    public void releaseBatch() {
        free.add(this);
    }

    private interface OfGroups extends ColumnVector {

        GroupTable groups();

        int field();

        @Override
        default boolean isNullAt(int i) {
            return groups().isNull(i, field());
        }
    }

    private record Ints(GroupTable groups, int field) implements OfGroups, IntColumnVector {
        @Override
        public int getInt(int i) {
            return (int) groups.value(i, field);
        }
    }

    private record Longs(GroupTable groups, int field) implements OfGroups, LongColumnVector {
        @Override
        public long getLong(int i) {
            return groups.value(i, field);
        }
    }

    private record Times(GroupTable groups, int field) implements OfGroups, TimestampColumnVector {
        @Override
        public TimestampData getTimestamp(int i, int precision) {
            return TimestampData.fromEpochMillis(groups.value(i, field));
        }
    }
}
