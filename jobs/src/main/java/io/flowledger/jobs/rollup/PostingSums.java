package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Reads bundles of {@code postings} and adds their rows up by key and hour. Rows of one key are
 * mostly near each other, minute after minute, so that far less is handed on than read.
 */
final class PostingSums extends RichFlatMapFunction<Bundle, RollupLine> {

    /** Metric for the console: rows read so far. */
    static final String ROWS_READ = "rolledUpPostings";

    /** Accumulator: what was read, by view. */
    static final String READ = "read";

    static final String ROWS = "rows";
    static final String DIGEST = "digest";

    private static final long serialVersionUID = 1L;

    private static final long HOUR_MILLIS = 3_600_000;

    private final LossFiles lossFiles;
    private final Tallies read = new Tallies();
    private transient Counter rowsRead;
    private transient PostingBatch postings;
    private transient KeyColumns keys;
    private transient BatchDigest digest;

    PostingSums(LossFiles lossFiles) {
        this.lossFiles = lossFiles;
    }

    @Override
    public void open(OpenContext context) throws IOException {
        rowsRead = getRuntimeContext().getMetricGroup().counter(ROWS_READ);
        getRuntimeContext().addAccumulator(READ, read);
        postings = new PostingBatch(lossFiles.read());
        keys = new KeyColumns(0);
        digest = new BatchDigest(PostingBatch.COLUMNS);
    }

    @Override
    public void flatMap(Bundle bundle, Collector<RollupLine> out) throws IOException {
        KeyedSums sums = new KeyedSums(out);
        for (FilePiece piece : bundle.pieces()) {
            try (TableReader reader = piece.open(PostingBatch.COLUMNS)) {
                byte[] view = piece.view().getBytes(StandardCharsets.UTF_8);
                RowBatch batch = reader.newBatch();
                while (reader.next(batch)) {
                    add(piece.view(), view, batch, sums);
                }
            }
        }
        sums.handOn();
    }

    private void add(String name, byte[] view, RowBatch batch, KeyedSums sums) {
        keys.start(batch);
        postings.start(batch);
        digest.read(batch);
        long digests = 0;
        for (int row = 0; row < batch.rows(); row++) {
            int place = batch.place(row);
            long window = postings.windowStartMillis(place);
            long hour = Math.floorDiv(window, HOUR_MILLIS) * HOUR_MILLIS;
            keys.read(view, batch, place);
            postings.add(place, sums.of(keys, hour));
            digests += digest.of(row);
        }
        read.add(name + "." + ROWS, batch.rows());
        read.add(name + "." + DIGEST, digests);
        rowsRead.inc(batch.rows());
    }
}
