package io.flowledger.netflow.table;

import java.util.HashSet;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** Makes live tables: {@code 'connector' = 'netflow'}. */
public final class NetflowTableFactory implements DynamicTableSourceFactory {

    /** What {@code 'connector'} names. */
    public static final String IDENTIFIER = "netflow";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return new HashSet<>(NetflowTableOptions.OWN);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        int parallelism = options.getOptional(FactoryUtil.SOURCE_PARALLELISM).orElse(0);
        if (options.getOptional(FactoryUtil.SOURCE_PARALLELISM).isPresent() && parallelism < 1) {
            throw new ValidationException(
                    "option 'scan.parallelism': " + parallelism + ": give at least 1");
        }
        LiveSchema schema = LiveSchema.of(context.getCatalogTable().getResolvedSchema());
        return new NetflowTableSource(
                NetflowInput.of(options),
                schema.physical(),
                schema.showsRefused(),
                context.getPhysicalRowDataType(),
                parallelism,
                options.getOptional(FactoryUtil.SOURCE_IDLE_TIMEOUT)
                        .orElse(NetflowTableSource.DEFAULT_IDLE_TIMEOUT));
    }
}
