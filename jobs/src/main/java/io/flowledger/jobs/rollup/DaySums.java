package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/** Reads bundles of days of rollups and adds their rows up by key, as of their month. */
final class DaySums extends RichFlatMapFunction<Bundle, RollupLine> {

    private static final long serialVersionUID = 1L;

    private final long monthMillis;
    private transient Counter rowsRead;

    /**
     * @param monthMillis beginning of the month, since 1970
     */
    DaySums(long monthMillis) {
        this.monthMillis = monthMillis;
    }

    @Override
    public void open(OpenContext context) {
        rowsRead = getRuntimeContext().getMetricGroup().counter(PostingSums.ROWS_READ);
    }

    @Override
    public void flatMap(Bundle bundle, Collector<RollupLine> out) throws IOException {
        KeyedSums sums = new KeyedSums(out);
        KeyColumns keys = new KeyColumns(0);
        for (FilePiece piece : bundle.pieces()) {
            byte[] view = piece.view().getBytes(StandardCharsets.UTF_8);
            try (TableReader reader = piece.open(RolledBatch.COLUMNS)) {
                RowBatch batch = reader.newBatch();
                RolledBatch rows = new RolledBatch(batch);
                while (reader.next(batch)) {
                    keys.start(batch);
                    for (int row = 0; row < batch.rows(); row++) {
                        int place = batch.place(row);
                        keys.read(view, batch, place);
                        rows.add(place, sums.of(keys, monthMillis));
                    }
                    rowsRead.inc(batch.rows());
                }
            }
        }
        sums.handOn();
    }
}
