package io.flowledger.archive.table;

import io.flowledger.archive.schema.ArchiveTable;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** Makes tables of {@link ArchiveTableOptions}; Flink finds it by its services file. */
public final class ArchiveTableFactory implements DynamicTableSourceFactory {

    @Override
    public String factoryIdentifier() {
        return ArchiveTableOptions.IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(ArchiveTableOptions.WAREHOUSE, ArchiveTableOptions.TABLE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(ArchiveTableOptions.DAMAGED_FILES);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        ArchiveTable table = table(options.get(ArchiveTableOptions.TABLE));
        ScanColumns columns =
                ScanColumns.of(
                        table,
                        context.getPhysicalRowDataType(),
                        context.getCatalogTable().getPartitionKeys());
        return new ArchiveTableSource(
                new Scan(
                        warehouse(options.get(ArchiveTableOptions.WAREHOUSE)),
                        table,
                        columns,
                        options.get(ArchiveTableOptions.DAMAGED_FILES)),
                zone(context.getConfiguration()));
    }

    /**
     * A table that nothing was written to yet is empty; a warehouse that is not there is a typo.
     */
    private static Path warehouse(String uri) {
        String option = "option '" + ArchiveTableOptions.WAREHOUSE.key() + "': ";
        try {
            Path path = new Path(uri);
            if (!path.getFileSystem().exists(path)) {
                throw new ValidationException(option + "there is no warehouse " + uri);
            }
            return path;
        } catch (IllegalArgumentException | IOException e) {
            throw new ValidationException(
                    option + "warehouse " + uri + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static ZoneId zone(ReadableConfig session) {
        String zone = session.get(TableConfigOptions.LOCAL_TIME_ZONE);
        return TableConfigOptions.LOCAL_TIME_ZONE.defaultValue().equals(zone)
                ? ZoneId.systemDefault()
                : ZoneId.of(zone);
    }

    private static ArchiveTable table(String name) {
        return ArchiveTable.named(name)
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        "option 'table': there is no table "
                                                + name
                                                + " in a warehouse; there are "
                                                + Arrays.stream(ArchiveTable.values())
                                                        .map(ArchiveTable::tableName)
                                                        .collect(Collectors.joining(", "))));
    }
}
