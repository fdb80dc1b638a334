package io.flowledger.archive.sink;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.QuarantineColumn;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
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
 * </pre>
 */
public final class FlowArchive {

    private FlowArchive() {}

    /** Takes accepted datagrams only; a refused one fails the job. */
    public static FileSink<ExportDatagram> flowsSink(Path warehouse, ArchiveOptions options) {
        return sink(
                warehouse,
                FlowColumn.TABLE,
                new DatagramBulkWriter.Factory(options.files(), WriterGroup::openFlows),
                ReceiveTimeBuckets.hourly());
    }

    /** Takes refused datagrams only; an accepted one fails the job. */
    public static FileSink<ExportDatagram> quarantineSink(Path warehouse, ArchiveOptions options) {
        return sink(
                warehouse,
                QuarantineColumn.TABLE,
                new DatagramBulkWriter.Factory(options.files(), WriterGroup::openQuarantine),
                ReceiveTimeBuckets.daily());
    }

    private static FileSink<ExportDatagram> sink(
            Path warehouse,
            String table,
            DatagramBulkWriter.Factory writers,
            BucketAssigner<ExportDatagram, String> buckets) {
        return FileSink.forBulkFormat(new Path(warehouse, table), writers)
                .withBucketAssigner(buckets)
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(new OutputFileConfig(table, ".parquet"))
                .build();
    }
}
