package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.schema.RollupColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.ledger.rollup.Measure;
import io.flowledger.ledger.rollup.RollupSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of rollups as sums again, batch by batch. */
final class RolledBatch {

    /** All columns; those of keys and names first. */
    static final List<TableColumn> COLUMNS = columns();

    /** Places of columns in a batch, by their ordinal. */
    private static final int[] PLACES =
            Arrays.stream(RollupColumn.values()).mapToInt(COLUMNS::indexOf).toArray();

    private static final int NAMES = KeyColumns.COLUMNS.size();

    private final double[] values = new double[Measure.SUMS];
    private final String[] names = new String[KeyColumns.NAMES.size()];
    private final RowBatch batch;

    RolledBatch(RowBatch batch) {
        this.batch = batch;
    }

    private static List<TableColumn> columns() {
        List<TableColumn> columns = new ArrayList<>(KeyColumns.COLUMNS);
        columns.addAll(KeyColumns.NAMES);
        Arrays.stream(RollupColumn.values())
                .filter(column -> !columns.contains(column))
                .forEach(columns::add);
        return List.copyOf(columns);
    }

    long periodMillis(int place) {
        return whole(RollupColumn.PERIOD_START, place);
    }

    double flows(int place) {
        return fraction(RollupColumn.FLOWS.ordinal(), place);
    }

    double octets(int place) {
        return fraction(RollupColumn.OCTETS.ordinal(), place);
    }

    void add(int place, RollupSums sums) {
        sums.addPostings(
                whole(RollupColumn.POSTINGS, place), small(RollupColumn.IMPUTED, place) != 0);
        for (Measure measure : Measure.values()) {
            add(measure, place, sums);
        }
        for (int cause = 0; cause < RollupRows.CAUSES.size(); cause++) {
            sums.addLost(cause, fraction(RollupRows.CAUSES.get(cause).ordinal(), place));
        }
        sums.addUnestimated(whole(RollupColumn.UNESTIMATED_FLOWS, place));
        sums.addMarks(
                small(RollupColumn.FLAGS, place),
                SamplingRules.bits(text(RollupColumn.SAMPLING, place)),
                0);
        for (int i = 0; i < names.length; i++) {
            names[i] =
                    batch.nulls(NAMES + i)[place] ? null : batch.texts(NAMES + i)[place].toString();
        }
        sums.addReceived(
                whole(RollupColumn.FIRST_RECEIVED, place),
                whole(RollupColumn.LAST_RECEIVED, place),
                text(RollupColumn.ENRICHMENT_FIRST, place),
                text(RollupColumn.ENRICHMENT_LAST, place),
                names);
    }

    private void add(Measure measure, int place, RollupSums sums) {
        values[Measure.ESTIMATE] =
                fraction(RollupRows.ESTIMATES[measure.ordinal()].ordinal(), place);
        int moment = RollupRows.MOMENTS[measure.ordinal()].ordinal();
        for (int sum = Measure.VARIANCE; sum <= Measure.EXPOSURE; sum++) {
            values[sum] = fraction(moment + sum - 1, place);
        }
        sums.add(measure, whole(RollupRows.OBSERVED[measure.ordinal()], place), values, 0);
    }

    private long whole(RollupColumn column, int place) {
        return batch.longs(PLACES[column.ordinal()])[place];
    }

    private int small(RollupColumn column, int place) {
        return batch.ints(PLACES[column.ordinal()])[place];
    }

    private String text(RollupColumn column, int place) {
        return batch.texts(PLACES[column.ordinal()])[place].toString();
    }

    private double fraction(int ordinal, int place) {
        return Double.longBitsToDouble(batch.longs(PLACES[ordinal])[place]);
    }
}
