package io.flowledger.archive.schema;

/** What folders of a table are named by, as {@code key=value}. */
public enum PartitionKey {
    /** UTC day, {@code 2026-01-31}. */
    DAY("dt"),
    /** UTC hour of the day, {@code 07}. */
    HOUR("hr"),
    /** Month, {@code 2026-01}; UTC, but for bills. */
    MONTH("month"),
    /** Name of a bill. */
    BILL("bill"),
    /** Name of an accounting view. */
    VIEW("view");

    private final String columnName;

    PartitionKey(String columnName) {
        this.columnName = columnName;
    }

    /** Its name in folders and in SQL. */
    public String columnName() {
        return columnName;
    }
}
