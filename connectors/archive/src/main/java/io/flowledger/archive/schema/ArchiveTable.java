package io.flowledger.archive.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tables of a warehouse: their columns, and by what their folders go. */
public enum ArchiveTable {
    FLOWS(
            FlowColumn.TABLE,
            List.of(FlowColumn.values()),
            List.of(PartitionKey.DAY, PartitionKey.HOUR),
            FlowColumn.RECEIVED_AT),
    LOSSES(
            LossColumn.TABLE,
            List.of(LossColumn.values()),
            List.of(PartitionKey.DAY),
            LossColumn.DETECTED_AT),
    SESSIONS(
            SessionColumn.TABLE,
            List.of(SessionColumn.values()),
            List.of(PartitionKey.DAY),
            SessionColumn.REPORTED_AT),
    POSTINGS(
            PostingColumn.TABLE,
            List.of(PostingColumn.values()),
            List.of(PartitionKey.VIEW, PartitionKey.DAY),
            PostingColumn.WINDOW_START),
    ROLLUPS_HOURLY(
            "rollups_hourly",
            "rollups/hourly",
            List.of(RollupColumn.values()),
            List.of(PartitionKey.VIEW, PartitionKey.DAY),
            RollupColumn.PERIOD_START),
    ROLLUPS_DAILY(
            "rollups_daily",
            "rollups/daily",
            List.of(RollupColumn.values()),
            List.of(PartitionKey.VIEW, PartitionKey.DAY),
            RollupColumn.PERIOD_START),
    ROLLUPS_MONTHLY(
            "rollups_monthly",
            "rollups/monthly",
            List.of(RollupColumn.values()),
            List.of(PartitionKey.VIEW, PartitionKey.MONTH),
            RollupColumn.PERIOD_START),
    BILLS(
            BillColumn.TABLE,
            List.of(BillColumn.values()),
            List.of(PartitionKey.BILL, PartitionKey.MONTH),
            null),
    QUARANTINE(
            QuarantineColumn.TABLE,
            List.of(QuarantineColumn.values()),
            List.of(PartitionKey.DAY),
            QuarantineColumn.RECEIVED_AT);

    private final String tableName;
    private final String folder;
    private final List<? extends TableColumn> columns;
    private final List<PartitionKey> partitionKeys;
    private final TableColumn time;

    ArchiveTable(
            String tableName,
            List<? extends TableColumn> columns,
            List<PartitionKey> partitionKeys,
            TableColumn time) {
        this(tableName, tableName, columns, partitionKeys, time);
    }

    ArchiveTable(
            String tableName,
            String folder,
            List<? extends TableColumn> columns,
            List<PartitionKey> partitionKeys,
            TableColumn time) {
        this.tableName = tableName;
        this.folder = folder;
        this.columns = columns;
        this.partitionKeys = partitionKeys;
        this.time = time;
    }

    public static Optional<ArchiveTable> named(String name) {
        return Arrays.stream(values()).filter(table -> table.tableName.equals(name)).findFirst();
    }

    /** Name of the table in SQL and in its files. */
    public String tableName() {
        return tableName;
    }

    /** Its directory below the warehouse, mostly of the same name. */
    public String folder() {
        return folder;
    }

    public List<? extends TableColumn> columns() {
        return columns;
    }

    /** From the outermost folder to the innermost. */
    public List<PartitionKey> partitionKeys() {
        return partitionKeys;
    }

    /**
     * The column that says which day, hour or month a row is filed under; null if none does: a
     * bill's month is one of its own time zone.
     */
    public TableColumn time() {
        return time;
    }
}
