package io.flowledger.archive.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsAggregatePushDown;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsPartitionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsStatisticReport;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.plan.stats.TableStats;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** A table of a warehouse as the planner deals with it; what it hands over gathers in a scan. */
final class ArchiveTableSource
        implements ScanTableSource,
                SupportsPartitionPushDown,
                SupportsFilterPushDown,
                SupportsProjectionPushDown,
                SupportsLimitPushDown,
                SupportsAggregatePushDown,
                SupportsStatisticReport {

    private static final Pattern CALCULATION_RULE =
            Pattern.compile("\\.PushLocal\\w*Calc\\w*Rule$");

    private final ZoneId zone;
    private Scan scan;

    /**
     * @param zone of the session
     */
    ArchiveTableSource(Scan scan, ZoneId zone) {
        this.scan = scan;
        this.zone = zone;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        RowType rows = scan.aggregates() == null ? scan.columns().type() : scan.aggregates().type();
        TypeInformation<RowData> type = context.createTypeInformation(rows);
        return SourceProvider.of(new ArchiveScanSource(scan, type));
    }

    @Override
    public Optional<List<Map<String, String>>> listPartitions() {
        try {
            return Optional.of(TablePartitions.list(scan));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the folders of " + scan.folder(), e);
        }
    }

    @Override
    public void applyPartitions(List<Map<String, String>> remainingPartitions) {
        scan = scan.withFolders(List.copyOf(remainingPartitions));
    }

    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        FilterTranslation translation = FilterTranslation.of(filters, scan.columns(), zone);
        scan = scan.withFilter(translation.filter());
        return translation.result();
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
    public void applyLimit(long limit) {
        scan = scan.withLimit(limit);
    }

    @Override
    public boolean applyAggregates(
            List<int[]> groupingSets,
            List<AggregateExpression> aggregateExpressions,
            DataType producedDataType) {
        if (scan.limit() != Scan.NO_LIMIT) {
            return false;
        }
        if (isBehindACalculation() && !isCountOfRows(groupingSets, aggregateExpressions)) {
            return false;
        }
        Optional<Aggregates> aggregates =
                Aggregates.of(
                        scan.columns(),
                        groupingSets,
                        aggregateExpressions,
                        producedDataType,
                        scan.filter().isEmpty());
        aggregates.ifPresent(known -> scan = scan.withAggregates(known));
        return aggregates.isPresent();
    }

    /**
     * Whether what is asked for is of values that are calculated first. Flink 2.3 then hands over
     * counts, and what they are grouped by, as if they were of the columns (its
     * PushLocalAggIntoScanRuleBase looks at expressions for other aggregates only), and does not
     * say so; its rules for this case are known by their names.
     */
    private static boolean isBehindACalculation() {
        return StackWalker.getInstance()
                .walk(
                        callers ->
                                callers.map(StackWalker.StackFrame::getClassName)
                                        .anyMatch(CALCULATION_RULE.asPredicate()));
    }

    /** Right whatever is calculated. */
    private static boolean isCountOfRows(
            List<int[]> groupingSets, List<AggregateExpression> aggregates) {
        return groupingSets.stream().allMatch(fields -> fields.length == 0)
                && aggregates.stream().allMatch(aggregate -> aggregate.getArgs().isEmpty());
    }

    @Override
    public TableStats reportStatistics() {
        try {
            long rows = TableSize.rows(scan);
            return rows < 0 ? TableStats.UNKNOWN : new TableStats(rows);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the files of " + scan.folder(), e);
        }
    }

    @Override
    public DynamicTableSource copy() {
        return new ArchiveTableSource(scan, zone);
    }

    @Override
    public String asSummaryString() {
        return "flowledger "
                + scan.table().tableName()
                + scan.filter()
                + (scan.aggregates() == null ? "" : " " + scan.aggregates());
    }
}
