package io.flowledger.sql;

import io.flowledger.sql.catalog.LedgerCatalog;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
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

    private Ledger() {}

    /**
     * Batch SQL in this JVM, with two tasks side by side.
     *
     * @param warehouse URI or path of the warehouse
     * @throws org.apache.flink.table.catalog.exceptions.CatalogException if there is none
     */
    public static TableEnvironment open(String warehouse) {
        return open(warehouse, Map.of("parallelism.default", "2"));
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
