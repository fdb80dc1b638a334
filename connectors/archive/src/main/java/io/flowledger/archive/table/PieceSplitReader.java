package io.flowledger.archive.table;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.metrics.Counter;

/** Reads pieces of files one after the other, on the fetcher's thread. */
final class PieceSplitReader implements SplitReader<PieceRows, FileSourceSplit> {

    private final ScanFormat format;
    private final ReaderGroups groups;
    private final AtomicLong passedOn;
    private final Counter bytes;
    private final Counter skipped;
    private final Queue<FileSourceSplit> waiting = new ArrayDeque<>();
    private FileSourceSplit current;
    private PieceReader reader;
    private long counted;

    /**
     * @param groups of the task's pieces, or null
     * @param passedOn rows that the task's readers have passed on
     * @param bytes counts what is read
     * @param skipped counts pieces that could not be read
     */
    PieceSplitReader(
            ScanFormat format,
            ReaderGroups groups,
            AtomicLong passedOn,
            Counter bytes,
            Counter skipped) {
        this.format = format;
        this.groups = groups;
        this.passedOn = passedOn;
        this.bytes = bytes;
        this.skipped = skipped;
    }

    @Override
    public RecordsWithSplitIds<PieceRows> fetch() throws IOException {
        if (current == null) {
            current = waiting.poll();
            if (current == null) {
                throw new IOException("no piece of a file is left to read");
            }
        }
        PieceRows rows = null;
        if (passedOn.get() < format.limit()) {
            if (reader == null) {
                reader = format.open(current, groups);
                counted = 0;
            }
            rows = reader.readBatch();
            bytes.inc(reader.bytesRead() - counted);
            counted = reader.bytesRead();
        }
        if (rows == null) {
            return finish();
        }
        passedOn.addAndGet(rows.left());
        return new OneBatch(current.splitId(), rows);
    }

    private RecordsWithSplitIds<PieceRows> finish() throws IOException {
        if (reader != null && reader.isSkipped()) {
            skipped.inc();
        }
        close();
        String finished = current.splitId();
        current = null;
        return new OneBatch(finished, null);
    }

    @Override
    public void handleSplitsChanges(SplitsChange<FileSourceSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException(change.toString());
        }
        waiting.addAll(change.splits());
    }

    @Override
    public void wakeUp() {}

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /** A batch of a piece, or its end where there is none. */
    private static final class OneBatch implements RecordsWithSplitIds<PieceRows> {

        private final String id;
        private final PieceRows rows;
        private boolean begun;
        private boolean given;

        OneBatch(String id, PieceRows rows) {
            this.id = id;
            this.rows = rows;
        }

        @Override
        public String nextSplit() {
            if (begun || rows == null) {
                return null;
            }
            begun = true;
            return id;
        }

        @Override
        public PieceRows nextRecordFromSplit() {
            if (given) {
                return null;
            }
            given = true;
            return rows;
        }

        @Override
        public Set<String> finishedSplits() {
            return rows == null ? Set.of(id) : Set.of();
        }

        @Override
        public void recycle() {
            if (rows != null) {
                rows.releaseBatch();
            }
        }
    }
}
