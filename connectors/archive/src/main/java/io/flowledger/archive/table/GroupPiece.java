package io.flowledger.archive.table;

import io.flowledger.archive.read.RowBatch;
import java.io.IOException;
import org.apache.flink.connector.file.src.FileSourceSplit;

/**
 * Adds the wanted rows of a piece to the groups of all pieces, and gives what there is no room for.
 * Positions mean nothing here: groups are asked for in batch alone, where a reader that failed
 * begins again with its first piece.
 */
final class GroupPiece extends FilePiece {

    private final ReaderGroups groups;
    private RowBatch batch;

    GroupPiece(Scan scan, FileSourceSplit split, ReaderGroups groups) {
        super(scan, split, 0);
        this.groups = groups;
    }

    @Override
    PieceRows read(long done) throws IOException {
        PieceRows before = groups.startFolder(partition());
        if (before != null) {
            return before;
        }
        if (file == null) {
            file = openFile(scan.aggregates().columns());
            batch = file.newBatch();
        }
        PieceRows rows = groups.tooMany();
        while (rows == null && file.next(batch)) {
            groups.add(batch);
            rows = groups.tooMany();
        }
        return rows;
    }
}
