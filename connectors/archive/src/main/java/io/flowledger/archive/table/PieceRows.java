package io.flowledger.archive.table;

import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.table.data.RowData;

/** Some rows of a piece of a file, handed from the thread that reads to the one that passes on. */
interface PieceRows extends BulkFormat.RecordIterator<RowData> {

    /** The next row, or null behind the last one. */
    RowData nextRow();

    /** Rows that are still to come. */
    int left();

    /** Rows of the piece up to the last one here. */
    long end();
}
