package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;

/** One row of a table, as long as its reader stands at it. */
public interface StoredRow {

    boolean isNull(TableColumn column);

    /**
     * Of a column of numbers or timestamps, the latter in milliseconds since 1970.
     *
     * @throws IllegalStateException if it is NULL
     */
    long number(TableColumn column);

    /**
     * Of a column of numbers with fractions.
     *
     * @throws IllegalStateException if it is NULL
     */
    double fraction(TableColumn column);

    /** Of a column of text; null if it is NULL. */
    String text(TableColumn column);

    default long number(TableColumn column, long ifNull) {
        return isNull(column) ? ifNull : number(column);
    }
}
