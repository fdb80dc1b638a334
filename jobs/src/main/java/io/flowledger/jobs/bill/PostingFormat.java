package io.flowledger.jobs.bill;

import io.flowledger.archive.read.RowFileReader;
import io.flowledger.archive.source.FlinkInputFile;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.Traffic;
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
 * Files of postings as traffic of a bill, for Flink's file source. A file is read in one piece, by
 * whoever it is given to, so that it is always summed in the same order.
 */
final class PostingFormat implements BulkFormat<Traffic, FileSourceSplit> {

    private static final long serialVersionUID = 1L;

    private static final int ROWS_PER_BATCH = 8_192;

    private final BillTerms terms;
    private final BillPeriod period;

    PostingFormat(BillTerms terms, BillPeriod period) {
        this.terms = terms;
        this.period = period;
    }

    @Override
    public Reader<Traffic> createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        PostedTraffic traffic = new PostedTraffic(terms, period);
        return new PostingReader(
                RowFileReader.open(
                        new FlinkInputFile(split.path(), split.fileSize()),
                        split.path().toString(),
                        traffic.columns()),
                traffic);
    }

    @Override
    public Reader<Traffic> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        PostingReader reader = (PostingReader) createReader(config, split);
        reader.skip(
                split.getReaderPosition()
                        .map(CheckpointedPosition::getRecordsAfterOffset)
                        .orElse(0L));
        return reader;
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<Traffic> getProducedType() {
        return TrafficSerializer.TYPE;
    }

    private static final class PostingReader implements Reader<Traffic> {

        private final RowFileReader rows;
        private final PostedTraffic traffic;
        private long skip;
        private long passedOn;
        private boolean ended;

        PostingReader(RowFileReader rows, PostedTraffic traffic) {
            this.rows = rows;
            this.traffic = traffic;
        }

        void skip(long count) {
            skip = count;
        }

        @Override
        public RecordIterator<Traffic> readBatch() throws IOException {
            List<Traffic> batch = new ArrayList<>();
            while (batch.isEmpty() && !ended) {
                read(batch);
                int known = (int) Math.min(skip, batch.size());
                batch.subList(0, known).clear();
                skip -= known;
                passedOn += known;
            }
            if (batch.isEmpty()) {
                return null;
            }
            long before = passedOn;
            passedOn += batch.size();
            return new IteratorResultIterator<>(
                    batch.iterator(), CheckpointedPosition.NO_OFFSET, before);
        }

        private void read(List<Traffic> batch) throws IOException {
            for (int i = 0; i < ROWS_PER_BATCH; i++) {
                if (!rows.next()) {
                    traffic.flush(batch::add);
                    ended = true;
                    return;
                }
                traffic.add(rows, batch::add);
            }
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
