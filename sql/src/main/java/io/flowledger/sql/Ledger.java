package io.flowledger.sql;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.TableColumn;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/**
 * A table environment on a warehouse: table {@code flows} read by Flink's own {@code filesystem}
 * connector and Parquet format, and the functions of this package.
 */
public final class Ledger {

    private Ledger() {}

    /**
     * Batch SQL in this JVM.
     *
     * @param warehouse URI or path of the warehouse, without a trailing slash
     */
    public static TableEnvironment open(String warehouse) {
        TableEnvironment tables =
                TableEnvironment.create(EnvironmentSettings.newInstance().inBatchMode().build());
        tables.getConfig().set("table.local-time-zone", "UTC");
        tables.getConfig().set("parallelism.default", "2");
        tables.createTemporarySystemFunction("ip_text", IpText.class);
        tables.createTemporarySystemFunction("proto_name", ProtocolName.class);
        tables.executeSql(flowsTable(warehouse));
        return tables;
    }

    /** The DDL of {@code flows}, for any Flink SQL client that has flink-sql-parquet. */
    public static String flowsTable(String warehouse) {
        String columns =
                Arrays.stream(FlowColumn.values())
                        .map(Ledger::column)
                        .collect(Collectors.joining(",\n  "));
        return "CREATE TABLE flows (\n  "
                + columns
                + ",\n  dt STRING,\n  hr STRING\n) PARTITIONED BY (dt, hr) WITH (\n"
                + "  'connector' = 'filesystem',\n"
                + "  'path' = '"
                + (warehouse + "/" + FlowColumn.TABLE).replace("'", "''")
                + "',\n"
                + "  'format' = 'parquet',\n"
                + "  'parquet.utc-timezone' = 'true',\n"
                + "  'parquet.write.int64.timestamp' = 'true'\n)";
    }

    private static String column(TableColumn column) {
        String type =
                switch (column.type()) {
                    case INT32 -> "INT";
                    case INT64 -> "BIGINT";
                    case TIMESTAMP -> "TIMESTAMP_LTZ(3)";
                    case STRING -> "STRING";
                    case BINARY -> "BYTES";
                };
        return "`" + column.columnName() + "` " + type;
    }
}
