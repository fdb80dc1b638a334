package io.flowledger.archive.read;

import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.TableColumn;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Which rows of a table are wanted: those for which the conditions of all columns hold. Columns of
 * whole numbers, of timestamps (in milliseconds since 1970) and of text may have one.
 */
public final class RowFilter implements Serializable {

    private static final long serialVersionUID = 1;

    /** Wants every row. */
    public static final RowFilter NONE = new RowFilter(new LinkedHashMap<>());

    private final LinkedHashMap<TableColumn, Condition<?>> conditions;

    private RowFilter(LinkedHashMap<TableColumn, Condition<?>> conditions) {
        this.conditions = conditions;
    }

    /**
     * @throws IllegalArgumentException if the column is not one of numbers or timestamps
     */
    public RowFilter withNumbers(TableColumn column, Condition<Long> condition) {
        if (!isNumber(column.type())) {
            throw new IllegalArgumentException(column.columnName() + " is not of whole numbers");
        }
        return with(column, condition);
    }

    /**
     * @throws IllegalArgumentException if the column is not one of text
     */
    public RowFilter withTexts(TableColumn column, Condition<TextPlace> condition) {
        if (column.type() != ColumnType.STRING) {
            throw new IllegalArgumentException(column.columnName() + " is not text");
        }
        return with(column, condition);
    }

    @SuppressWarnings("unchecked")
    private <K extends Comparable<K>> RowFilter with(TableColumn column, Condition<K> condition) {
        LinkedHashMap<TableColumn, Condition<?>> all = new LinkedHashMap<>(conditions);
        all.merge(column, condition, (a, b) -> ((Condition<K>) a).and((Condition<K>) b));
        return new RowFilter(all);
    }

    static boolean isNumber(ColumnType type) {
        return switch (type) {
            case INT32, INT64, TIMESTAMP -> true;
            case DOUBLE, STRING, BINARY -> false;
        };
    }

    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    List<TableColumn> columns() {
        return List.copyOf(conditions.keySet());
    }

    Condition<?> condition(TableColumn column) {
        return conditions.get(column);
    }

    /** Values of a column of numbers or timestamps that a wanted row may have. */
    @SuppressWarnings("unchecked")
    public ValueRanges<Long> numbers(TableColumn column) {
        Condition<?> condition = conditions.get(column);
        return condition == null ? ValueRanges.all() : ((Condition<Long>) condition).values();
    }

    /** Whether a wanted row may be NULL in a column. */
    public boolean wantsNull(TableColumn column) {
        Condition<?> condition = conditions.get(column);
        return condition == null || condition.nulls();
    }

    @Override
    public String toString() {
        return conditions.toString();
    }
}
