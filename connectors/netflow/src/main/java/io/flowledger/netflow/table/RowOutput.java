package io.flowledger.netflow.table;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Received;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.table.data.RowData;

/** Emits a row for each record of a datagram. One row object for all, see {@link FlowRow}. */
final class RowOutput implements SourceOutput<Received> {

    private final FlowRow row;
    private final boolean showsRefused;
    private final boolean passesWatermarks;
    private final SourceOutput<RowData> rows;

    RowOutput(
            FlowRow row,
            boolean showsRefused,
            boolean passesWatermarks,
            SourceOutput<RowData> rows) {
        this.row = row;
        this.showsRefused = showsRefused;
        this.passesWatermarks = passesWatermarks;
        this.rows = rows;
    }

    @Override
    public void collect(Received received) {
        collect(received, received.receivedAtMicros() / 1_000);
    }

    @Override
    public void collect(Received received, long timestampMillis) {
        if (!(received instanceof ExportDatagram datagram)) {
            return;
        }
        if (datagram.isAccepted()) {
            row.wrap(datagram);
            int count = datagram.recordCount();
            for (int record = 0; record < count; record++) {
                row.moveTo(record);
                rows.collect(row, timestampMillis);
            }
        } else if (showsRefused) {
            row.wrapRefused(datagram);
            rows.collect(row, timestampMillis);
        }
    }

    /** A table with another watermark must not be told that receive time has moved on. */
    @Override
    public void emitWatermark(Watermark watermark) {
        if (passesWatermarks) {
            rows.emitWatermark(watermark);
        }
    }

    @Override
    public void markIdle() {
        rows.markIdle();
    }

    @Override
    public void markActive() {
        rows.markActive();
    }
}
