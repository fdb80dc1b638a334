package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.schema.TableColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Rows of rollups that are there before, to be compared with those that come. */
final class RowsThere implements FlatMapFunction<Bundle, RollupLine> {

    private static final long serialVersionUID = 1L;

    private final RollupLine.Kind kind;

    RowsThere(RollupLine.Kind kind) {
        this.kind = kind;
    }

    @Override
    public void flatMap(Bundle bundle, Collector<RollupLine> out) throws IOException {
        List<TableColumn> columns = RolledBatch.COLUMNS;
        BatchDigest digest = new BatchDigest(columns);
        KeyColumns keys = new KeyColumns(0);
        for (FilePiece piece : bundle.pieces()) {
            byte[] view = piece.view().getBytes(StandardCharsets.UTF_8);
            try (TableReader reader = piece.open(columns)) {
                RowBatch batch = reader.newBatch();
                RolledBatch rows = new RolledBatch(batch);
                while (reader.next(batch)) {
                    keys.start(batch);
                    digest.read(batch);
                    for (int row = 0; row < batch.rows(); row++) {
                        int place = batch.place(row);
                        keys.read(view, batch, place);
                        out.collect(
                                new RollupLine(
                                        kind,
                                        keys.key(),
                                        rows.periodMillis(place),
                                        null,
                                        digest.of(row),
                                        rows.flows(place),
                                        rows.octets(place)));
                    }
                }
            }
        }
    }
}
