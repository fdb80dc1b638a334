package io.flowledger.sql;

import com.sun.management.OperatingSystemMXBean;
import io.flowledger.sql.catalog.LedgerCatalog;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.config.AggregatePhaseStrategy;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.api.config.TableConfigOptions;

/** A table environment on a warehouse: its catalog is the current one, times are UTC. */
public final class Ledger {

    /** Name of the catalog in it. */
    public static final String CATALOG = "ledger";

    private static final Map<String, String> SETTINGS =
            Map.of(
                    TableConfigOptions.LOCAL_TIME_ZONE.key(),
                    "UTC",
                    ExecutionOptions.RUNTIME_MODE.key(),
                    RuntimeExecutionMode.BATCH.name(),
                    // the planner guesses how many groups there are, and then moves every row
                    OptimizerConfigOptions.TABLE_OPTIMIZER_AGG_PHASE_STRATEGY.key(),
                    AggregatePhaseStrategy.TWO_PHASE.name());

    /** Flink's own for a local run. */
    private static final long LEAST_MANAGED_BYTES = 128L << 20;

    private Ledger() {}

    /**
     * Batch SQL in this JVM.
     *
     * @param warehouse URI or path of the warehouse
     * @throws org.apache.flink.table.catalog.exceptions.CatalogException if there is none
     */
    public static TableEnvironment open(String warehouse) {
        return open(warehouse, inThisProcess());
    }

    /**
     * Settings of a Flink that lives in this JVM: two tasks side by side, and for groups and sorted
     * rows a quarter of the machine's memory, outside of the heap and taken as it is needed. What
     * does not fit goes to files.
     */
    public static Map<String, String> inThisProcess() {
        long quarter = machineBytes() / 4;
        return Map.of(
                CoreOptions.DEFAULT_PARALLELISM.key(),
                "2",
                TaskManagerOptions.MANAGED_MEMORY_SIZE.key(),
                Math.max(LEAST_MANAGED_BYTES, quarter) + "b");
    }

    /** Of a container what it may take. */
    private static long machineBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    /**
     * @param settings of Flink, before those of a ledger: where and how statements run
     */
    public static TableEnvironment open(String warehouse, Map<String, String> settings) {
        TableEnvironment tables =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .withConfiguration(Configuration.fromMap(settings(settings)))
                                .build());
        LedgerCatalog catalog = new LedgerCatalog(CATALOG, warehouse);
        tables.registerCatalog(CATALOG, catalog);
        tables.useCatalog(CATALOG);
        return tables;
    }

    /** Flink's settings of a ledger, and those given. */
    public static Map<String, String> settings(Map<String, String> given) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(given);
        return settings;
    }
}
