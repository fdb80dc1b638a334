package io.flowledger.sql.catalog;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.PartitionKey;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.table.ArchiveTableOptions;
import io.flowledger.archive.table.TablePartitions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.types.DataType;

/** The tables of a warehouse as Flink sees them: one directory each, partitions below it. */
enum LedgerTable {
    FLOWS(ArchiveTable.FLOWS, "every flow received, once"),
    LOSSES(ArchiveTable.LOSSES, "what was sent and is not archived, with its cause"),
    SESSIONS(
            ArchiveTable.SESSIONS,
            "export sessions and their numberings; the latest row of each counts"),
    POSTINGS(ArchiveTable.POSTINGS, "accounting by view, window and key; rows are to be summed"),
    ROLLUPS_HOURLY(ArchiveTable.ROLLUPS_HOURLY, "postings summed by hour and key"),
    ROLLUPS_DAILY(ArchiveTable.ROLLUPS_DAILY, "postings summed by day and key"),
    ROLLUPS_MONTHLY(ArchiveTable.ROLLUPS_MONTHLY, "days of rollups summed by month and key"),
    BILLS(ArchiveTable.BILLS, "percentile bills by month, and what closed ones are adjusted by"),
    QUARANTINE(ArchiveTable.QUARANTINE, "payloads that were refused");

    private static final Map<String, String> PARTITION_COMMENTS =
            Map.of(
                    "dt", "partition: day, UTC, as YYYY-MM-DD",
                    "hr", "partition: hour, UTC, as HH",
                    "month", "partition: month, as YYYY-MM",
                    "bill", "partition: name of the bill",
                    "view", "partition: view of the accounting");

    private final ArchiveTable table;
    private final String comment;

    LedgerTable(ArchiveTable table, String comment) {
        this.table = table;
        this.comment = comment;
    }

    /** The table of this name, which is case-sensitive as all names of tables in Flink. */
    static Optional<LedgerTable> named(String name) {
        return Arrays.stream(values()).filter(t -> t.tableName().equals(name)).findFirst();
    }

    String tableName() {
        return table.tableName();
    }

    List<String> partitionKeys() {
        return table.partitionKeys().stream().map(PartitionKey::columnName).toList();
    }

    /**
     * @param warehouse URI of the warehouse, without a trailing slash
     */
    Path directory(String warehouse) {
        return new Path(warehouse + "/" + table.folder());
    }

    /** Those that have the given values of some of the keys. */
    List<Map<String, String>> partitions(String warehouse, Map<String, String> given)
            throws IOException {
        return TablePartitions.list(new Path(warehouse), table, given);
    }

    CatalogTable definition(String warehouse) {
        return CatalogTable.newBuilder()
                .schema(schema())
                .comment(comment)
                .partitionKeys(partitionKeys())
                .options(connector(warehouse))
                .build();
    }

    private Map<String, String> connector(String warehouse) {
        return Map.of(
                "connector",
                ArchiveTableOptions.IDENTIFIER,
                ArchiveTableOptions.WAREHOUSE.key(),
                warehouse,
                ArchiveTableOptions.TABLE.key(),
                tableName());
    }

    private Schema schema() {
        Schema.Builder schema = Schema.newBuilder();
        for (TableColumn column : table.columns()) {
            DataType type = type(column);
            schema.column(column.columnName(), column.nullable() ? type : type.notNull())
                    .withComment(column.description());
        }
        for (String partition : partitionKeys()) {
            schema.column(partition, DataTypes.STRING().notNull())
                    .withComment(PARTITION_COMMENTS.get(partition));
        }
        return schema.build();
    }

    private static DataType type(TableColumn column) {
        return switch (column.type()) {
            case INT32 -> DataTypes.INT();
            case INT64 -> DataTypes.BIGINT();
            case TIMESTAMP -> DataTypes.TIMESTAMP_LTZ(3);
            case DOUBLE -> DataTypes.DOUBLE();
            case STRING -> DataTypes.STRING();
            case BINARY -> DataTypes.BYTES();
        };
    }
}
