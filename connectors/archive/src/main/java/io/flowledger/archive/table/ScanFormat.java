package io.flowledger.archive.table;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.table.data.RowData;

/**
 * Pieces of files as Flink's file source reads them, a row group being what cannot be cut. A
 * position is how many rows of the piece were passed on.
 */
final class ScanFormat implements BulkFormat<RowData, FileSourceSplit> {

    private static final long serialVersionUID = 1;

    private final Scan scan;
    private final TypeInformation<RowData> type;

    ScanFormat(Scan scan, TypeInformation<RowData> type) {
        this.scan = scan;
        this.type = type;
    }

    @Override
    public PieceReader createReader(Configuration config, FileSourceSplit split) {
        throw new UnsupportedOperationException("pieces are for a reader that knows several");
    }

    @Override
    public PieceReader restoreReader(Configuration config, FileSourceSplit split) {
        return createReader(config, split);
    }

    /** What all pieces of a reader have in common; null if the scan is asked for rows. */
    ReaderGroups newGroups() {
        return scan.aggregates() == null || scan.isOfFooters()
                ? null
                : new ReaderGroups(scan.aggregates());
    }

    /** Goes on at the split's position if it has one. */
    PieceReader open(FileSourceSplit split, ReaderGroups groups) {
        long done =
                split.getReaderPosition()
                        .map(CheckpointedPosition::getRecordsAfterOffset)
                        .orElse(0L);
        if (scan.isOfFooters()) {
            return new SummaryPiece(scan, split, done);
        }
        return groups == null
                ? new RowPiece(scan, split, done)
                : new GroupPiece(scan, split, groups);
    }

    @Override
    public boolean isSplittable() {
        return true;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return type;
    }

    long limit() {
        return scan.limit();
    }
}
