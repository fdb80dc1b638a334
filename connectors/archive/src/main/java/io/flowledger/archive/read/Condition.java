package io.flowledger.archive.read;

import java.io.Serializable;

/**
 * What is wanted of one column.
 *
 * @param values that are wanted
 * @param nulls whether a row without a value is
 */
public record Condition<K extends Comparable<K>>(ValueRanges<K> values, boolean nulls)
        implements Serializable {

    private static final long serialVersionUID = 1;

    public Condition<K> and(Condition<K> other) {
        return new Condition<>(values.intersection(other.values), nulls && other.nulls);
    }

    /** Whether no row can be wanted. */
    boolean isNever() {
        return values.isEmpty() && !nulls;
    }

    /** Whether every row is wanted. */
    boolean isAlways() {
        return values.isAll() && nulls;
    }

    /** Whether a row of these may be wanted. */
    boolean mayHold(ValueBounds<K> bounds) {
        if (nulls && bounds.mayHaveNulls()) {
            return true;
        }
        return bounds.mayHaveValues()
                && (bounds.isBounded()
                        ? values.overlaps(bounds.least(), bounds.most())
                        : !values.isEmpty());
    }

    /** Whether all rows of these are wanted for certain. */
    boolean holdsForAll(ValueBounds<K> bounds) {
        boolean allValues =
                !bounds.mayHaveValues()
                        || values.isAll()
                        || bounds.isBounded() && values.covers(bounds.least(), bounds.most());
        return allValues && (nulls || !bounds.mayHaveNulls());
    }
}
