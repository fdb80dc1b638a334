package io.flowledger.sql;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/**
 * A table environment on a warehouse: its tables, of {@code archive.table}, and the functions of
 * this package. A table that nothing was written to yet is empty.
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
        ddl(warehouse).forEach(tables::executeSql);
        return tables;
    }

    /** One statement per table, for any Flink SQL client that has our jar. */
    public static List<String> ddl(String warehouse) {
        return Arrays.stream(LedgerTable.values()).map(table -> table.ddl(warehouse)).toList();
    }
}
