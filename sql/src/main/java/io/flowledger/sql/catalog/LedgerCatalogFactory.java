package io.flowledger.sql.catalog;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** {@code CREATE CATALOG ledger WITH ('type' = 'flowledger', 'warehouse' = URI)}. */
public final class LedgerCatalogFactory implements CatalogFactory {

    /** Value of {@code type}. */
    public static final String IDENTIFIER = "flowledger";

    /** Where the warehouse is. */
    public static final ConfigOption<String> WAREHOUSE =
            ConfigOptions.key("warehouse")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Directory or URI of the warehouse, on any file system that Flink"
                                    + " has: file, hdfs, s3.");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(WAREHOUSE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(FactoryUtil.PROPERTY_VERSION);
    }

    @Override
    public Catalog createCatalog(Context context) {
        FactoryUtil.CatalogFactoryHelper helper =
                FactoryUtil.createCatalogFactoryHelper(this, context);
        helper.validate();
        return new LedgerCatalog(context.getName(), helper.getOptions().get(WAREHOUSE));
    }
}
