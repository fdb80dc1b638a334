package io.flowledger.archive.table;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitState;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;

/** Asks for one piece of a file after the other; its element is a batch of rows. */
final class ScanReader
        extends SingleThreadMultiplexSourceReaderBase<
                PieceRows, RowData, FileSourceSplit, FileSourceSplitState<FileSourceSplit>> {

    /** Metric: pieces of files that were left out because they could not be read. */
    static final String SKIPPED = "skippedFiles";

    private final ReaderGroups groups;

    ScanReader(SourceReaderContext context, ScanFormat format) {
        this(
                context,
                format,
                format.newGroups(),
                new AtomicLong(),
                context.metricGroup().getIOMetricGroup().getNumBytesInCounter(),
                context.metricGroup().counter(SKIPPED));
    }

    /** Readers of pieces come and go; what they count stays. */
    private ScanReader(
            SourceReaderContext context,
            ScanFormat format,
            ReaderGroups groups,
            AtomicLong passedOn,
            Counter bytes,
            Counter skipped) {
        super(
                () -> new PieceSplitReader(format, groups, passedOn, bytes, skipped),
                (rows, output, state) -> {
                    passOn(rows, output);
                    state.setPosition(CheckpointedPosition.NO_OFFSET, rows.end());
                },
                context.getConfiguration(),
                context);
        this.groups = groups;
    }

    /** Behind the last piece, the groups that are left. */
    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
        InputStatus status = super.pollNext(output);
        if (status == InputStatus.END_OF_INPUT && groups != null) {
            GroupRows rows;
            while ((rows = groups.rest()) != null) {
                passOn(rows, output);
                rows.releaseBatch();
            }
        }
        return status;
    }

    private static void passOn(PieceRows rows, SourceOutput<RowData> output) {
        RowData row;
        while ((row = rows.nextRow()) != null) {
            output.collect(row);
        }
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
