package io.flowledger.archive.sink;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.QuarantineColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.netflow.wire.ExportDatagram;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The sinks of a warehouse. Files become visible when the checkpoint that covers them completes,
 * and until then have hidden names.
 *
 * <pre>
 *   flows/dt=2026-01-31/hr=07/flows-UUID-0.parquet
 *   quarantine/dt=2026-01-31/quarantine-UUID-0.parquet
 *   losses/dt=2026-01-31/losses-UUID-0.parquet
 *   postings/view=protocols/dt=2026-01-31/postings-UUID-0.parquet
 * </pre>
 */
public final class FlowArchive {

    private FlowArchive() {}

    /** Takes accepted datagrams only; a refused one fails the job. */
    public static FileSink<ExportDatagram> flowsSink(Path warehouse, ArchiveOptions options) {
        return sink(
                warehouse,
                FlowColumn.TABLE,
                new GroupedWriters<>(
                        options.files(),
                        (group, out) -> new DatagramBulkWriter(group.openFlows(out))),
                TimeBuckets.hourly(FlowArchive::receivedAtMillis));
    }

    /** Takes refused datagrams only; an accepted one fails the job. */
    public static FileSink<ExportDatagram> quarantineSink(Path warehouse, ArchiveOptions options) {
        return sink(
                warehouse,
                QuarantineColumn.TABLE,
                new GroupedWriters<>(
                        options.files(),
                        (group, out) -> new DatagramBulkWriter(group.openQuarantine(out))),
                TimeBuckets.daily(FlowArchive::receivedAtMillis));
    }

    /**
     * For tables of few rows, such as {@code losses} and {@code sessions}: one folder per UTC day.
     *
     * @param columns all columns of the table's enum, in its order
     * @param encoder what a job's own element is as a row
     */
    public static <T> FileSink<T> rowsSink(
            Path warehouse,
            String table,
            List<? extends TableColumn> columns,
            RowEncoder<T> encoder,
            ArchiveOptions options) {
        ArrayList<TableColumn> serializable = new ArrayList<>(columns);
        return sink(
                warehouse,
                table,
                new GroupedWriters<>(
                        options.files(),
                        (group, out) ->
                                new RowBulkWriter<>(
                                        group.openRows(table, serializable, out), encoder)),
                TimeBuckets.daily(encoder::partitionMillis));
    }

    /**
     * For {@code postings}: a folder per view, and in it one per UTC day of the windows.
     *
     * @param encoder says which view a posting is of
     */
    public static <T> FileSink<T> postingsSink(
            Path warehouse, ViewEncoder<T> encoder, ArchiveOptions options) {
        ArrayList<TableColumn> columns = new ArrayList<>(List.of(PostingColumn.values()));
        return sink(
                warehouse,
                PostingColumn.TABLE,
                new GroupedWriters<>(
                        options.files(),
                        (group, out) ->
                                new RowBulkWriter<>(
                                        group.openRows(PostingColumn.TABLE, columns, out),
                                        encoder)),
                new ViewBuckets<>(encoder));
    }

    static long receivedAtMillis(ExportDatagram datagram) {
        return Math.floorDiv(datagram.receivedAtMicros(), 1000L);
    }

    private static <T> FileSink<T> sink(
            Path warehouse,
            String table,
            GroupedWriters<T> writers,
            BucketAssigner<T, String> buckets) {
        return FileSink.forBulkFormat(new Path(warehouse, table), writers)
                .withBucketAssigner(buckets)
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(new OutputFileConfig(table, ".parquet"))
                .build();
    }
}
