package io.flowledger.archive.source;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.archive.read.DatagramRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.IteratorResultIterator;

/**
 * Files of {@code flows} as Flink's file source reads them, a row group being what cannot be split.
 * A position is how many datagrams of the split were passed on.
 */
final class DatagramFormat implements BulkFormat<ArchivedDatagram, FileSourceSplit> {

    private static final long serialVersionUID = 1;

    private static final int BATCH = 1024;

    @Override
    public Reader<ArchivedDatagram> createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        long from = split.offset();
        return new DatagramReader(
                DatagramRows.open(
                        new FlinkInputFile(split.path(), split.fileSize()),
                        split.path().toString(),
                        from,
                        from + split.length()));
    }

    @Override
    public Reader<ArchivedDatagram> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        Reader<ArchivedDatagram> reader = createReader(config, split);
        long done =
                split.getReaderPosition()
                        .map(CheckpointedPosition::getRecordsAfterOffset)
                        .orElse(0L);
        ((DatagramReader) reader).skip(done);
        return reader;
    }

    @Override
    public boolean isSplittable() {
        return true;
    }

    @Override
    public TypeInformation<ArchivedDatagram> getProducedType() {
        return TypeInformation.of(ArchivedDatagram.class);
    }

    private static final class DatagramReader implements Reader<ArchivedDatagram> {

        private final DatagramRows rows;
        private long passedOn;

        DatagramReader(DatagramRows rows) {
            this.rows = rows;
        }

        void skip(long count) throws IOException {
            while (passedOn < count && rows.next() != null) {
                passedOn++;
            }
        }

        @Override
        public RecordIterator<ArchivedDatagram> readBatch() throws IOException {
            List<ArchivedDatagram> batch = new ArrayList<>(BATCH);
            ArchivedDatagram next;
            while (batch.size() < BATCH && (next = rows.next()) != null) {
                batch.add(next);
            }
            if (batch.isEmpty()) {
                return null;
            }
            long before = passedOn;
            passedOn += batch.size();
            return new IteratorResultIterator<>(
                    batch.iterator(), CheckpointedPosition.NO_OFFSET, before);
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
