package io.flowledger.archive.table;

import io.flowledger.archive.read.FlowFileException;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.source.FlinkInputFile;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.utils.PartitionPathUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pieces of files as Flink's file source reads them, a row group being what cannot be cut. A
 * position is how many rows of the piece were passed on.
 */
final class ScanFormat implements BulkFormat<RowData, FileSourceSplit> {

    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(ScanFormat.class);

    private final Scan scan;
    private final TypeInformation<RowData> type;

    ScanFormat(Scan scan, TypeInformation<RowData> type) {
        this.scan = scan;
        this.type = type;
    }

    @Override
    public PieceReader createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return open(split);
    }

    @Override
    public PieceReader restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return open(split);
    }

    /** Goes on at the split's position if it has one. */
    PieceReader open(FileSourceSplit split) throws IOException {
        long done =
                split.getReaderPosition()
                        .map(CheckpointedPosition::getRecordsAfterOffset)
                        .orElse(0L);
        return new PieceReader(split, done);
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

    /** One piece; on one thread, except for what it hands out. */
    final class PieceReader implements Reader<RowData> {

        private final FileSourceSplit split;
        private final BatchPool pool;
        private final TableReader file;
        private boolean skipped;
        private long done;

        PieceReader(FileSourceSplit split, long done) throws IOException {
            this.split = split;
            this.done = done;
            this.file = openFile();
            this.pool =
                    file == null
                            ? null
                            : new BatchPool(
                                    scan.columns(),
                                    file,
                                    PartitionPathUtils.extractPartitionSpecFromPath(split.path()));
        }

        private TableReader openFile() throws IOException {
            try {
                return TableReader.open(
                        new FlinkInputFile(split.path(), split.fileSize()),
                        split.path().toString(),
                        scan.columns().ofFiles(),
                        scan.filter(),
                        split.offset(),
                        split.offset() + split.length());
            } catch (FlowFileException e) {
                skip(e, -1);
                return null;
            }
        }

        @Override
        public BatchRows readBatch() throws IOException {
            while (!skipped) {
                BatchRows rows = pool.take();
                try {
                    if (!file.next(rows.batch())) {
                        rows.releaseBatch();
                        return null;
                    }
                } catch (FlowFileException e) {
                    rows.releaseBatch();
                    skip(e, file.rowsAhead());
                    return null;
                }
                long end = rows.batch().end();
                int already = (int) Math.max(0, done - (end - rows.batch().rows()));
                if (already < rows.batch().rows()) {
                    rows.start(already);
                    return rows;
                }
                rows.releaseBatch();
            }
            return null;
        }

        private void skip(FlowFileException e, long rows) throws FlowFileException {
            if (scan.damagedFiles() == DamagedFiles.FAIL) {
                throw e;
            }
            skipped = true;
            String left = rows < 0 ? "all of it" : rows + " rows";
            LOG.warn("left out, {}: {}", left, e.getMessage(), e);
            ScanTally.skipped(new ScanTally.Skipped(split.path().toString(), e.getMessage(), rows));
        }

        boolean isSkipped() {
            return skipped;
        }

        long bytesRead() {
            return file == null ? 0 : file.bytesRead();
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                ScanTally.read(file.bytesRead());
                file.close();
            }
        }
    }
}
