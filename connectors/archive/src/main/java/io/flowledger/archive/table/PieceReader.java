package io.flowledger.archive.table;

import io.flowledger.archive.read.FlowFileException;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.source.FlinkInputFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.utils.PartitionPathUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one piece of a file, and knows what is to be done if it cannot be read. */
abstract class PieceReader implements BulkFormat.Reader<RowData> {

    private static final Logger LOG = LoggerFactory.getLogger(PieceReader.class);

    final Scan scan;
    final FileSourceSplit split;

    /** Rows of the piece that were passed on before. */
    private final long done;

    private boolean skipped;

    PieceReader(Scan scan, FileSourceSplit split, long done) {
        this.scan = scan;
        this.split = split;
        this.done = done;
    }

    /** The next rows, or null behind the last ones. */
    abstract PieceRows read(long done) throws IOException;

    /** Rows that were not come to, or -1 if that is unknown. */
    abstract long rowsAhead();

    abstract long bytesRead();

    @Override
    public final PieceRows readBatch() throws IOException {
        try {
            return skipped ? null : read(done);
        } catch (FlowFileException e) {
            if (scan.damagedFiles() == DamagedFiles.FAIL) {
                throw e;
            }
            skip(e);
            return null;
        }
    }

    private void skip(FlowFileException e) {
        skipped = true;
        long rows = bytesRead() == 0 ? ScanTally.Skipped.UNKNOWN : rowsAhead();
        LOG.warn(
                "left out {} of it: {}",
                rows == ScanTally.Skipped.UNKNOWN ? "all" : rows + " rows",
                e.getMessage(),
                e);
        ScanTally.skipped(new ScanTally.Skipped(split.path().toString(), e.getMessage(), rows));
    }

    final boolean isSkipped() {
        return skipped;
    }

    final FlinkInputFile input() {
        return new FlinkInputFile(split.path(), split.fileSize());
    }

    /** With the rows that are wanted of the piece. */
    final TableReader openFile(List<TableColumn> columns) throws IOException {
        return TableReader.open(
                input(),
                split.path().toString(),
                columns,
                scan.filter(),
                split.offset(),
                split.offset() + split.length());
    }

    final Map<String, String> partition() {
        return PartitionPathUtils.extractPartitionSpecFromPath(split.path());
    }

    @Override
    public void close() throws IOException {
        ScanTally.read(bytesRead());
    }
}
