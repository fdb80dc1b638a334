package io.flowledger.archive.source;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.archive.read.DatagramBytes;
import io.flowledger.archive.read.DatagramPart;
import io.flowledger.archive.read.DatagramParts;
import io.flowledger.archive.read.DatagramRows;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.IteratorResultIterator;
import org.apache.parquet.io.InputFile;

/**
 * Files of {@code flows} as Flink's file source reads them, a row group being what cannot be split.
 * A position is how many datagrams of the split were passed on.
 */
final class DatagramFormat<T> implements BulkFormat<T, FileSourceSplit> {

    private static final long serialVersionUID = 1;

    private static final int BATCH = 1024;

    private final Opening<T> opening;
    private final TypeInformation<T> type;

    static DatagramFormat<ArchivedDatagram> totals() {
        return new DatagramFormat<>(new Totals(), TypeInformation.of(ArchivedDatagram.class));
    }

    static DatagramFormat<DatagramPart> whole(TypeInformation<DatagramPart> type) {
        return new DatagramFormat<>(new Whole(), type);
    }

    private DatagramFormat(Opening<T> opening, TypeInformation<T> type) {
        this.opening = opening;
        this.type = type;
    }

    @Override
    public Reader<T> createReader(Configuration config, FileSourceSplit split) throws IOException {
        long from = split.offset();
        return new DatagramReader<>(
                opening.open(
                        new FlinkInputFile(split.path(), split.fileSize()),
                        split.path().toString(),
                        from,
                        from + split.length()));
    }

    @Override
    public Reader<T> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        Reader<T> reader = createReader(config, split);
        long done =
                split.getReaderPosition()
                        .map(CheckpointedPosition::getRecordsAfterOffset)
                        .orElse(0L);
        ((DatagramReader<T>) reader).skip(done);
        return reader;
    }

    @Override
    public boolean isSplittable() {
        return true;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }

    /** Starts to read the row groups whose middle is in bytes {@code [from, to)} of a file. */
    private interface Opening<T> extends Serializable {
        DatagramParts<T> open(InputFile file, String name, long from, long to) throws IOException;
    }

    // no lambdas: a lambda's signature is text, in which shading does not rename Parquet's types

    private record Totals() implements Opening<ArchivedDatagram> {
        @Override
        public DatagramRows open(InputFile file, String name, long from, long to)
                throws IOException {
            return DatagramRows.open(file, name, from, to);
        }
    }

    private record Whole() implements Opening<DatagramPart> {
        @Override
        public DatagramBytes open(InputFile file, String name, long from, long to)
                throws IOException {
            return DatagramBytes.open(file, name, from, to);
        }
    }

    private static final class DatagramReader<T> implements Reader<T> {

        private final DatagramParts<T> rows;
        private long passedOn;

        DatagramReader(DatagramParts<T> rows) {
            this.rows = rows;
        }

        void skip(long count) throws IOException {
            while (passedOn < count && rows.next() != null) {
                passedOn++;
            }
        }

        @Override
        public RecordIterator<T> readBatch() throws IOException {
            List<T> batch = new ArrayList<>(BATCH);
            T next;
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
