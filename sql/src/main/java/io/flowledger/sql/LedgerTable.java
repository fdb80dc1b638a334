package io.flowledger.sql;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.QuarantineColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.schema.TableColumn;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a warehouse as Flink SQL sees them, partition columns included. */
enum LedgerTable {
    FLOWS(FlowColumn.TABLE, List.of(FlowColumn.values()), List.of("dt", "hr")),
    LOSSES(LossColumn.TABLE, List.of(LossColumn.values()), List.of("dt")),
    SESSIONS(SessionColumn.TABLE, List.of(SessionColumn.values()), List.of("dt")),
    POSTINGS(PostingColumn.TABLE, List.of(PostingColumn.values()), List.of("view", "dt")),
    QUARANTINE(QuarantineColumn.TABLE, List.of(QuarantineColumn.values()), List.of("dt"));

    private final String table;
    private final List<? extends TableColumn> columns;
    private final List<String> partitions;

    LedgerTable(String table, List<? extends TableColumn> columns, List<String> partitions) {
        this.table = table;
        this.columns = columns;
        this.partitions = partitions;
    }

    /**
     * @param warehouse URI or path of the warehouse, without a trailing slash
     */
    String ddl(String warehouse) {
        String body =
                Stream.concat(
                                columns.stream().map(LedgerTable::column),
                                partitions.stream().map(name -> "`" + name + "` STRING"))
                        .collect(Collectors.joining(",\n  "));
        return "CREATE TABLE "
                + table
                + " (\n  "
                + body
                + "\n) PARTITIONED BY ("
                + String.join(", ", partitions.stream().map(name -> "`" + name + "`").toList())
                + ") WITH (\n"
                + "  'connector' = 'flowledger',\n"
                + "  'warehouse' = '"
                + warehouse.replace("'", "''")
                + "',\n"
                + "  'table' = '"
                + table
                + "'\n)";
    }

    private static String column(TableColumn column) {
        String type =
                switch (column.type()) {
                    case INT32 -> "INT";
                    case INT64 -> "BIGINT";
                    case TIMESTAMP -> "TIMESTAMP_LTZ(3)";
                    case DOUBLE -> "DOUBLE";
                    case STRING -> "STRING";
                    case BINARY -> "BYTES";
                };
        return "`" + column.columnName() + "` " + type;
    }
}
