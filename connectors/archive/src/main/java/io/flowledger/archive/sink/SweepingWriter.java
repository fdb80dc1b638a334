package io.flowledger.archive.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.writer.FileWriter;
import org.apache.flink.connector.file.sink.writer.FileWriterBucketState;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files, and sweeps once, beside the task's thread, when the first checkpoint comes by: it
 * is only begun when all tasks run, and a task runs only after it has committed what it was
 * restored with.
 */
final class SweepingWriter<T>
        implements StatefulSinkWriter<T, FileWriterBucketState>,
                CommittingSinkWriter<T, FileSinkCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(SweepingWriter.class);

    /** A run that ends in order ends with what it found swept. */
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    private final FileWriter<T> files;
    private final Sweep sweep;
    private final Counter swept;
    private Thread sweeper;

    SweepingWriter(FileWriter<T> files, Sweep sweep, Counter swept) {
        this.files = files;
        this.sweep = sweep;
        this.swept = swept;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        files.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        files.flush(endOfInput);
    }

    @Override
    public Collection<FileSinkCommittable> prepareCommit() throws IOException {
        return files.prepareCommit();
    }

    @Override
    public List<FileWriterBucketState> snapshotState(long checkpointId) throws IOException {
        if (sweeper == null) {
            sweeper = new Thread(this::sweep, "leftovers");
            sweeper.setDaemon(true);
            sweeper.start();
        }
        return files.snapshotState(checkpointId);
    }

    /** A failure costs disk space, not the job: the next run tries again. */
    private void sweep() {
        try {
            swept.inc(sweep.run());
        } catch (IOException | RuntimeException e) {
            LOG.warn("Files in progress that earlier runs left could not be deleted", e);
        }
    }

    @Override
    public void close() throws Exception {
        try {
            if (sweeper != null) {
                sweeper.join(LONGEST_WAIT_MILLIS);
            }
        } finally {
            if (sweeper != null) {
                sweeper.interrupt();
            }
            files.close();
        }
    }

    /** Deletes leftovers and says how many. */
    interface Sweep {
        int run() throws IOException;
    }
}
