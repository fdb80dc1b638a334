package io.flowledger.archive.read;

/**
 * What statistics say of some rows of a column.
 *
 * @param least no value is before; null if that is not known
 * @param most no value is behind; null if that is not known
 * @param mayHaveValues false if all are NULL for certain
 * @param mayHaveNulls false if none is NULL for certain
 */
record ValueBounds<K extends Comparable<K>>(
        K least, K most, boolean mayHaveValues, boolean mayHaveNulls) {

    static <K extends Comparable<K>> ValueBounds<K> unknown(boolean optional) {
        return new ValueBounds<>(null, null, true, optional);
    }

    boolean isBounded() {
        return least != null && most != null && least.compareTo(most) <= 0;
    }
}
