package io.flowledger.archive.table;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitState;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;

/** Asks for one piece of a file after the other; its element is a batch of rows. */
final class ScanReader
        extends SingleThreadMultiplexSourceReaderBase<
                PieceRows, RowData, FileSourceSplit, FileSourceSplitState<FileSourceSplit>> {

    /** Metric: pieces of files that were left out because they could not be read. */
    static final String SKIPPED = "skippedFiles";

    ScanReader(SourceReaderContext context, ScanFormat format) {
        this(
                context,
                format,
                new AtomicLong(),
                context.metricGroup().getIOMetricGroup().getNumBytesInCounter(),
                context.metricGroup().counter(SKIPPED));
    }

    /** Readers of pieces come and go; what they count stays. */
    private ScanReader(
            SourceReaderContext context,
            ScanFormat format,
            AtomicLong passedOn,
            Counter bytes,
            Counter skipped) {
        super(
                () -> new PieceSplitReader(format, passedOn, bytes, skipped),
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
