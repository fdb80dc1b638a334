package io.flowledger.archive.write;

import io.flowledger.archive.schema.TableColumn;

/**
 * Takes the values of one row, in any order. A column that gets none is NULL, and an error if it
 * may not be.
 */
public interface RowTarget {

    /** For columns of numbers and timestamps, the latter in milliseconds since 1970. */
    RowTarget set(TableColumn column, long value);

    /** For columns of numbers with fractions. */
    RowTarget set(TableColumn column, double value);

    /** For columns of text; null is NULL. */
    RowTarget set(TableColumn column, String value);
}
