package io.flowledger.archive.sink;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.PartitionKey;
import io.flowledger.archive.schema.QuarantineColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.netflow.wire.ExportDatagram;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.core.fs.Path;

/**
 * The sinks of a warehouse. Files become visible when the checkpoint that covers them completes,
 * and until then have hidden names.
 *
 * <pre>
 *   flows/dt=2026-01-31/hr=07/flows-RUN-JOB-0-0-UUID-0.parquet
 *   quarantine/dt=2026-01-31/quarantine-RUN-JOB-0-0-UUID-0.parquet
 *   losses/dt=2026-01-31/losses-RUN-JOB-0-0-UUID-0.parquet
 *   postings/view=protocols/dt=2026-01-31/postings-RUN-JOB-0-0-UUID-0.parquet
 * </pre>
 *
 * What the names say of the writer is in {@link FileOrigin}.
 */
public final class FlowArchive {

    private FlowArchive() {}

    /** Takes accepted datagrams only; a refused one fails the job. */
    public static Sink<ExportDatagram> flowsSink(Path warehouse, ArchiveOptions options) {
        return new ArchiveSink<>(
                new Path(warehouse, FlowColumn.TABLE),
                FlowColumn.TABLE,
                new GroupedWriters<>(
                        options.files(),
                        (group, out) -> new DatagramBulkWriter(group.openFlows(out))),
                TimeBuckets.hourly(FlowArchive::receivedAtMillis),
                options.run());
    }

    /** Takes refused datagrams only; an accepted one fails the job. */
    public static Sink<ExportDatagram> quarantineSink(Path warehouse, ArchiveOptions options) {
        return new ArchiveSink<>(
                new Path(warehouse, QuarantineColumn.TABLE),
                QuarantineColumn.TABLE,
                new GroupedWriters<>(
                        options.files(),
                        (group, out) -> new DatagramBulkWriter(group.openQuarantine(out))),
                TimeBuckets.daily(FlowArchive::receivedAtMillis),
                options.run());
    }

    /**
     * For tables of few rows, such as {@code losses} and {@code sessions}: one folder per UTC day.
     *
     * @param columns all columns of the table's enum, in its order
     * @param encoder what a job's own element is as a row
     */
    public static <T> Sink<T> rowsSink(
            Path warehouse,
            String table,
            List<? extends TableColumn> columns,
            RowEncoder<T> encoder,
            ArchiveOptions options) {
        ArrayList<TableColumn> serializable = new ArrayList<>(columns);
        return new ArchiveSink<>(
                new Path(warehouse, table),
                table,
                new GroupedWriters<>(
                        options.files(),
                        (group, out) ->
                                new RowBulkWriter<>(
                                        group.openRows(table, serializable, out), encoder)),
                TimeBuckets.daily(encoder::partitionMillis),
                options.run());
    }

    /**
     * For {@code postings}: a folder per view, and in it one per UTC day of the windows.
     *
     * @param encoder says which view a posting is of
     */
    public static <T> Sink<T> postingsSink(
            Path warehouse, ViewEncoder<T> encoder, ArchiveOptions options) {
        return viewsSink(warehouse, ArchiveTable.POSTINGS, encoder, options);
    }

    /**
     * For {@code postings} and what is summed up of them: a folder per view, and in it one per day
     * or month.
     *
     * @param table one that has a folder per view
     */
    public static <T> Sink<T> viewsSink(
            Path warehouse, ArchiveTable table, ViewEncoder<T> encoder, ArchiveOptions options) {
        ArrayList<TableColumn> columns = new ArrayList<>(table.columns());
        String name = table.tableName();
        return new ArchiveSink<>(
                new Path(warehouse, table.folder()),
                name,
                new GroupedWriters<>(
                        options.files(),
                        (group, out) ->
                                new RowBulkWriter<>(group.openRows(name, columns, out), encoder)),
                table.partitionKeys().contains(PartitionKey.MONTH)
                        ? ViewBuckets.monthly(encoder)
                        : ViewBuckets.daily(encoder),
                options.run());
    }

    static long receivedAtMillis(ExportDatagram datagram) {
        return Math.floorDiv(datagram.receivedAtMicros(), 1000L);
    }
}
