package io.flowledger.jobs.rollup;

import io.flowledger.archive.schema.RollupColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.write.RowTarget;
import io.flowledger.ledger.rollup.Mixing;
import java.util.EnumMap;
import java.util.Map;

/** The number that {@link BatchDigest} has for a row of rollups, made before it is written. */
final class RowDigest implements RowTarget {

    private static final Map<RollupColumn, Long> SEEDS = new EnumMap<>(RollupColumn.class);

    static {
        for (RollupColumn column : RollupColumn.values()) {
            SEEDS.put(column, BatchDigest.seed(column));
        }
    }

    private final RollupRows rows = new RollupRows();
    private long digest;

    long of(RolledRow row) {
        digest = 0;
        rows.encode(row, this);
        return Mixing.mix(digest);
    }

    private RowTarget add(TableColumn column, long value) {
        digest += Mixing.mix(SEEDS.get((RollupColumn) column) ^ value);
        return this;
    }

    @Override
    public RowTarget set(TableColumn column, long value) {
        return add(column, value);
    }

    @Override
    public RowTarget set(TableColumn column, double value) {
        return add(column, Double.doubleToRawLongBits(value));
    }

    @Override
    public RowTarget set(TableColumn column, String value) {
        return value == null ? this : add(column, Mixing.text(value));
    }
}
