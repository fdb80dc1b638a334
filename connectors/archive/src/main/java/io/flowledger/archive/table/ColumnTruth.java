package io.flowledger.archive.table;

import io.flowledger.archive.read.TextPlace;
import io.flowledger.archive.read.ValueRanges;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.TableColumn;

/**
 * A condition on one column in SQL's three-valued logic: for a value it is true or false.
 *
 * @param values it is true for
 * @param ofNull what it is for NULL; null where that is unknown
 */
record ColumnTruth<K extends Comparable<K>>(
        TableColumn column, ValueRanges<K> values, Boolean ofNull) {

    static ColumnTruth<?> isNull(TableColumn column) {
        return column.type() == ColumnType.STRING
                ? new ColumnTruth<TextPlace>(column, ValueRanges.none(), true)
                : new ColumnTruth<Long>(column, ValueRanges.none(), true);
    }

    ColumnTruth<K> not() {
        return new ColumnTruth<>(column, values.complement(), ofNull == null ? null : !ofNull);
    }

    /** Both are of the same column. */
    @SuppressWarnings("unchecked")
    ColumnTruth<K> and(ColumnTruth<?> other) {
        Boolean both =
                Boolean.FALSE.equals(ofNull) || Boolean.FALSE.equals(other.ofNull)
                        ? Boolean.FALSE
                        : ofNull == null || other.ofNull == null ? null : Boolean.TRUE;
        return new ColumnTruth<>(
                column, values.intersection(((ColumnTruth<K>) other).values), both);
    }

    /** Both are of the same column. */
    ColumnTruth<K> or(ColumnTruth<?> other) {
        return not().and(other.not()).not();
    }
}
