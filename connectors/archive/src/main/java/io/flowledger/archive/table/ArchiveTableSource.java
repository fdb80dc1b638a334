package io.flowledger.archive.table;

import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** A table of a warehouse as the planner deals with it; what it hands over gathers in a scan. */
final class ArchiveTableSource implements ScanTableSource, SupportsProjectionPushDown {

    private Scan scan;

    ArchiveTableSource(Scan scan) {
        this.scan = scan;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        TypeInformation<RowData> type = context.createTypeInformation(scan.columns().type());
        return SourceProvider.of(new ArchiveScanSource(scan, type));
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType producedDataType) {
        int[] fields = Stream.of(projectedFields).mapToInt(path -> path[0]).toArray();
        scan = scan.withColumns(scan.columns().project(fields, producedDataType));
    }

    @Override
    public DynamicTableSource copy() {
        return new ArchiveTableSource(scan);
    }

    @Override
    public String asSummaryString() {
        return "flowledger " + scan.table().tableName();
    }
}
