package io.flowledger.netflow.table;

import io.flowledger.netflow.source.NetflowSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** A live table as the planner asks for it: columns, metadata and watermarks, then a scan. */
final class NetflowTableSource
        implements ScanTableSource,
                SupportsProjectionPushDown,
                SupportsReadingMetadata,
                SupportsWatermarkPushDown,
                SupportsSourceWatermark {

    static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(10);

    private static final String NAME = "netflow";

    private final NetflowInput input;
    private final List<LiveColumn> declared;
    private final boolean showsRefused;
    private final int parallelism;
    private final Duration idleTimeout;
    private List<LiveColumn> physical;
    private List<LiveColumn> metadata = List.of();
    private DataType producedType;
    private WatermarkStrategy<RowData> watermarks = WatermarkStrategy.noWatermarks();
    private boolean sourceWatermark;

    /**
     * @param declared physical columns of the table
     * @param parallelism as the user wants it; 0 for as many readers as are of use
     * @param idleTimeout with the source's own watermark, when a spool without a receiver is idle
     */
    NetflowTableSource(
            NetflowInput input,
            List<LiveColumn> declared,
            boolean showsRefused,
            DataType producedType,
            int parallelism,
            Duration idleTimeout) {
        this.input = input;
        this.declared = declared;
        this.showsRefused = showsRefused;
        this.producedType = producedType;
        this.parallelism = parallelism;
        this.idleTimeout = idleTimeout;
        physical = declared;
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType producedDataType) {
        physical = Arrays.stream(projectedFields).map(path -> declared.get(path[0])).toList();
        producedType = producedDataType;
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        Map<String, DataType> types = new LinkedHashMap<>();
        LiveColumn.metadata().forEach(column -> types.put(column.columnName(), column.type()));
        return types;
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType producedDataType) {
        metadata = keys.stream().map(key -> LiveColumn.named(key).orElseThrow()).toList();
        producedType = producedDataType;
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarks = strategy;
    }

    @Override
    public void applySourceWatermark() {
        sourceWatermark = true;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        RowFormat format = new RowFormat(columns(), showsRefused, sourceWatermark, typeOf(context));
        WatermarkStrategy<RowData> strategy =
                sourceWatermark
                        ? WatermarkStrategy.<RowData>forMonotonousTimestamps()
                                .withIdleness(idleTimeout)
                        : watermarks;
        return new Scan(input, format, strategy, parallelism);
    }

    @Override
    public DynamicTableSource copy() {
        NetflowTableSource copy =
                new NetflowTableSource(
                        input, declared, showsRefused, producedType, parallelism, idleTimeout);
        copy.physical = physical;
        copy.metadata = metadata;
        copy.watermarks = watermarks;
        copy.sourceWatermark = sourceWatermark;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "live NetFlow v5";
    }

    private List<LiveColumn> columns() {
        List<LiveColumn> columns = new ArrayList<>(physical);
        columns.addAll(metadata);
        return columns;
    }

    private TypeInformation<RowData> typeOf(ScanContext context) {
        return context.createTypeInformation(producedType);
    }

    /** A data stream and not a bare source: only so the planner lets it make watermarks. */
    private record Scan(
            NetflowInput input,
            RowFormat format,
            WatermarkStrategy<RowData> watermarks,
            int parallelism)
            implements DataStreamScanProvider {

        @Override
        public DataStream<RowData> produceDataStream(
                ProviderContext context, StreamExecutionEnvironment environment) {
            NetflowSource source =
                    input.source(
                            environment
                                    .getConfiguration()
                                    .get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS));
            DataStreamSource<RowData> rows =
                    environment.fromSource(
                            source.emitting(format), watermarks, NAME, format.elementType());
            context.generateUid(NAME).ifPresent(rows::uid);
            int useful = Math.min(environment.getParallelism(), source.usefulReaders());
            rows.setParallelism(parallelism > 0 ? parallelism : Math.max(1, useful));
            return rows;
        }

        @Override
        public boolean isBounded() {
            return input.isBounded();
        }
    }
}
