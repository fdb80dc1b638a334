package io.flowledger.archive.table;

import java.util.Map;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitState;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.table.data.RowData;

/** Asks for one piece of a file after the other; its element is a batch of rows. */
final class ScanReader
        extends SingleThreadMultiplexSourceReaderBase<
                PieceRows, RowData, FileSourceSplit, FileSourceSplitState<FileSourceSplit>> {

    ScanReader(SourceReaderContext context, ScanFormat format) {
        super(
                () -> new PieceSplitReader(format, context.metricGroup()),
                (rows, output, state) -> {
                    RowData row;
                    while ((row = rows.nextRow()) != null) {
                        output.collect(row);
                    }
                    state.setPosition(CheckpointedPosition.NO_OFFSET, rows.end());
                },
                context.getConfiguration(),
                context);
    }

    @Override
    public void start() {
        if (getNumberOfCurrentlyAssignedSplits() == 0) {
            context.sendSplitRequest();
        }
    }

    @Override
    protected void onSplitFinished(
            Map<String, FileSourceSplitState<FileSourceSplit>> finishedSplitIds) {
        context.sendSplitRequest();
    }

    @Override
    protected FileSourceSplitState<FileSourceSplit> initializedState(FileSourceSplit split) {
        return new FileSourceSplitState<>(split);
    }

    @Override
    protected FileSourceSplit toSplitType(
            String splitId, FileSourceSplitState<FileSourceSplit> state) {
        return state.toFileSourceSplit();
    }
}
