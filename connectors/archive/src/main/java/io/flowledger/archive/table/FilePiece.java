package io.flowledger.archive.table;

import io.flowledger.archive.read.TableReader;
import java.io.IOException;
import org.apache.flink.connector.file.src.FileSourceSplit;

/** A piece whose rows are read; opened when the first ones are. */
abstract class FilePiece extends PieceReader {

    /** Null until it is opened. */
    TableReader file;

    FilePiece(Scan scan, FileSourceSplit split, long done) {
        super(scan, split, done);
    }

    @Override
    final long rowsAhead() {
        return file == null ? -1 : file.rowsAhead();
    }

    @Override
    final long bytesRead() {
        return file == null ? 0 : file.bytesRead();
    }

    @Override
    public final void close() throws IOException {
        super.close();
        if (file != null) {
            file.close();
        }
    }
}
