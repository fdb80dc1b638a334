package io.flowledger.archive.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.writer.FileWriterBucketState;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Flink's file sink for one table, except that names of files say who writes them, and that each
 * writer deletes what its predecessors left in progress.
 */
final class ArchiveSink<T>
        implements Sink<T>,
                SupportsWriterState<T, FileWriterBucketState>,
                SupportsCommitter<FileSinkCommittable> {

    private static final long serialVersionUID = 1;

    private final Path folder;
    private final String table;
    private final GroupedWriters<T> writers;
    private final BucketAssigner<T, String> buckets;
    private final RunName run;

    ArchiveSink(
            Path folder,
            String table,
            GroupedWriters<T> writers,
            BucketAssigner<T, String> buckets,
            RunName run) {
        this.folder = folder;
        this.table = table;
        this.writers = writers;
        this.buckets = buckets;
        this.run = run;
    }

    @Override
    public StatefulSinkWriter<T, FileWriterBucketState> createWriter(WriterInitContext context)
            throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<T, FileWriterBucketState> restoreWriter(
            WriterInitContext context, Collection<FileWriterBucketState> state) throws IOException {
        FileOrigin origin =
                FileOrigin.of(run, context.getJobInfo().getJobId(), context.getTaskInfo());
        Leftovers leftovers =
                new Leftovers(
                        folder,
                        origin,
                        context.getTaskInfo().getNumberOfParallelSubtasks(),
                        System.currentTimeMillis());
        return new SweepingWriter<>(
                files(origin.prefix(table)).restoreWriter(context, state),
                leftovers::sweep,
                context.metricGroup().addGroup("ledger").counter("leftoverFiles"));
    }

    @Override
    public SimpleVersionedSerializer<FileWriterBucketState> getWriterStateSerializer() {
        return files(table).getWriterStateSerializer();
    }

    @Override
    public Committer<FileSinkCommittable> createCommitter(CommitterInitContext context)
            throws IOException {
        return files(table).createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<FileSinkCommittable> getCommittableSerializer() {
        return files(table).getCommittableSerializer();
    }

    private FileSink<T> files(String prefix) {
        BulkWriter.Factory<T> factory = writers;
        return FileSink.forBulkFormat(folder, factory)
                .withBucketAssigner(buckets)
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(new OutputFileConfig(prefix, ".parquet"))
                .build();
    }
}
