package io.flowledger.archive.table;

import io.flowledger.archive.read.RowBatch;
import java.util.Queue;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.MutableRecordAndPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.columnar.ColumnarRowData;
import org.apache.flink.table.data.columnar.vector.VectorizedColumnBatch;

/** The rows of one batch in turn, all as one object that moves on. */
final class BatchRows implements PieceRows {

    private final RowBatch batch;
    private final ColumnarRowData row;
    private final MutableRecordAndPosition<RowData> position = new MutableRecordAndPosition<>();
    private final Queue<BatchRows> free;
    private int next;

    BatchRows(RowBatch batch, VectorizedColumnBatch vectors, Queue<BatchRows> free) {
        this.batch = batch;
        this.row = new ColumnarRowData(vectors);
        this.free = free;
    }

    RowBatch batch() {
        return batch;
    }

    /** The first row that comes is this one of the batch. */
    void start(int first) {
        next = first;
    }

    @Override
    public int left() {
        return batch.rows() - next;
    }

    @Override
    public long end() {
        return batch.end();
    }

    @Override
    public RowData nextRow() {
        if (next >= batch.rows()) {
            return null;
        }
        row.setRowId(batch.place(next++));
        return row;
    }

    @Override
    public RecordAndPosition<RowData> next() {
        RowData record = nextRow();
        if (record == null) {
            return null;
        }
        position.set(record, CheckpointedPosition.NO_OFFSET, batch.end() - left());
        return position;
    }

    @Override
    public void releaseBatch() {
        free.add(this);
    }
}
