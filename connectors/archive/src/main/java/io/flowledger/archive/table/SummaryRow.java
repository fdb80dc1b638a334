package io.flowledger.archive.table;

import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.table.data.RowData;

/** The one row that a file gives where only its footer is asked. */
final class SummaryRow implements PieceRows {

    private RowData row;

    SummaryRow(RowData row) {
        this.row = row;
    }

    @Override
    public RowData nextRow() {
        RowData next = row;
        row = null;
        return next;
    }

    @Override
    public int left() {
        return row == null ? 0 : 1;
    }

    @Override
    public long end() {
        return 1;
    }

    @Override
    public RecordAndPosition<RowData> next() {
        RowData next = nextRow();
        return next == null
                ? null
                : new RecordAndPosition<>(next, CheckpointedPosition.NO_OFFSET, 1);
    }

    @Override
    public void releaseBatch() {}
}
