package io.flowledger.archive.table;

import java.io.IOException;
import org.apache.flink.connector.file.src.FileSourceSplit;

/** Gives the wanted rows of a piece. */
final class RowPiece extends FilePiece {

    /** About a page. */
    private static final long FEW_ROWS = 20_000;

    private BatchPool pool;

    RowPiece(Scan scan, FileSourceSplit split, long done) {
        super(scan, split, done);
    }

    @Override
    PieceRows read(long done) throws IOException {
        if (file == null) {
            file = openFile(scan.columns().ofFiles());
            if (scan.limit() < FEW_ROWS) {
                file.expectFewRows();
            }
            pool = new BatchPool(scan.columns(), file, partition());
        }
        while (true) {
            BatchRows rows = pool.take();
            boolean filled = false;
            try {
                filled = file.next(rows.batch());
            } finally {
                if (!filled) {
                    rows.releaseBatch();
                }
            }
            if (!filled) {
                return null;
            }
            int size = rows.batch().rows();
            int already = (int) Math.max(0, Math.min(size, done - (rows.end() - size)));
            rows.start(already);
            if (rows.left() > 0) {
                return rows;
            }
            rows.releaseBatch();
        }
    }
}
