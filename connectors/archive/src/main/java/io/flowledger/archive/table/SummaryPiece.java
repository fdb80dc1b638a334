package io.flowledger.archive.table;

import io.flowledger.archive.read.FileSummary;
import java.io.IOException;
import org.apache.flink.connector.file.src.FileSourceSplit;

/** Gives what the footer of a file says, as one row. */
final class SummaryPiece extends PieceReader {

    private FileSummary summary;

    SummaryPiece(Scan scan, FileSourceSplit split, long done) {
        super(scan, split, done);
    }

    @Override
    PieceRows read(long done) throws IOException {
        if (summary != null || done > 0) {
            return null;
        }
        summary = FileSummary.of(input(), split.path().toString(), scan.aggregates().columns());
        return new SummaryRow(scan.aggregates().row(summary, partition()));
    }

    @Override
    long rowsAhead() {
        return -1;
    }

    @Override
    long bytesRead() {
        return summary == null ? 0 : summary.bytesRead();
    }
}
