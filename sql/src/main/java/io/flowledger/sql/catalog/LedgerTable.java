package io.flowledger.sql.catalog;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.QuarantineColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.schema.TableColumn;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    FLOWS(
            FlowColumn.TABLE,
            List.of(FlowColumn.values()),
            List.of("dt", "hr"),
            "every flow received, once"),
    LOSSES(
            LossColumn.TABLE,
            List.of(LossColumn.values()),
            List.of("dt"),
            "what was sent and is not archived, with its cause"),
    SESSIONS(
            SessionColumn.TABLE,
            List.of(SessionColumn.values()),
            List.of("dt"),
            "export sessions and their numberings; the latest row of each counts"),
    POSTINGS(
            PostingColumn.TABLE,
            List.of(PostingColumn.values()),
            List.of("view", "dt"),
            "accounting by view, window and key; rows are to be summed"),
    QUARANTINE(
            QuarantineColumn.TABLE,
            List.of(QuarantineColumn.values()),
            List.of("dt"),
            "payloads that were refused");

    private static final Map<String, String> PARTITION_COMMENTS =
            Map.of(
                    "dt", "partition: day, UTC, as YYYY-MM-DD",
                    "hr", "partition: hour, UTC, as HH",
                    "view", "partition: view of the accounting");

    private final String table;
    private final List<? extends TableColumn> columns;
    private final List<String> partitions;
    private final String comment;

    LedgerTable(
            String table,
            List<? extends TableColumn> columns,
            List<String> partitions,
            String comment) {
        this.table = table;
        this.columns = columns;
        this.partitions = partitions;
        this.comment = comment;
    }

    /** The table of this name, which is case-sensitive as all names of tables in Flink. */
    static Optional<LedgerTable> named(String name) {
        return Arrays.stream(values()).filter(table -> table.table.equals(name)).findFirst();
    }

    String tableName() {
        return table;
    }

    List<String> partitionKeys() {
        return partitions;
    }

    /**
     * @param warehouse URI of the warehouse, without a trailing slash
     */
    Path directory(String warehouse) {
        return new Path(warehouse + "/" + table);
    }

    CatalogTable definition(String warehouse) {
        return CatalogTable.newBuilder()
                .schema(schema())
                .comment(comment)
                .partitionKeys(partitions)
                .options(connector(warehouse))
                .build();
    }

    /** Which connector reads it: Flink's own for Parquet files in directories. */
    private Map<String, String> connector(String warehouse) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("connector", "filesystem");
        options.put("path", directory(warehouse).toString());
        options.put("format", "parquet");
        options.put("parquet.utc-timezone", "true");
        options.put("parquet.write.int64.timestamp", "true");
        return options;
    }

    private Schema schema() {
        Schema.Builder schema = Schema.newBuilder();
        for (TableColumn column : columns) {
            DataType type = type(column);
            schema.column(column.columnName(), column.nullable() ? type : type.notNull())
                    .withComment(column.description());
        }
        for (String partition : partitions) {
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
