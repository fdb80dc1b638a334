package io.flowledger.archive.sink;

import io.flowledger.archive.write.SampleTraffic;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;

/**
 * A job that writes sample traffic to a warehouse in two halves, the second one only when told, so
 * that a test can look at the warehouse in between. Checkpoints are taken by hand.
 */
final class ArchiveRun {

    static final int HALF = 500;

    /** For a machine that is busy with other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** 10 minutes before an hour's turn; the datagrams span about 33 minutes. */
    private static final long START_MICROS = 1_767_225_000_000_000L;

    private static final AtomicInteger EMITTED = new AtomicInteger();
    private static final AtomicInteger ALLOWED = new AtomicInteger();
    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();

    private final MiniCluster cluster;
    private final JobClient job;

    private ArchiveRun(MiniCluster cluster, JobClient job) {
        this.cluster = cluster;
        this.job = job;
    }

    static List<ExportDatagram> traffic() {
        return new SampleTraffic(11, 4, 5_000, START_MICROS, 0.5).datagrams(2 * HALF, 30);
    }

    static ArchiveRun start(MiniCluster cluster, Path warehouse) throws Exception {
        return start(cluster, warehouse, RunName.alone());
    }

    /** The old kind of source is the one that waits in a line of code. */
    @SuppressWarnings("deprecation")
    static ArchiveRun start(MiniCluster cluster, Path warehouse, RunName name) throws Exception {
        EMITTED.set(0);
        ALLOWED.set(0);
        CHECKPOINTS.set(0);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        env.enableCheckpointing(Duration.ofHours(1).toMillis());
        // the source would begin anew: a job that fails is to say so instead
        env.configure(new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        env.getConfig().enableObjectReuse();
        env.addSource(new Traffic(), "traffic", new GenericTypeInfo<>(ExportDatagram.class))
                .sinkTo(FlowArchive.flowsSink(warehouse, ArchiveOptions.defaults().withRun(name)));
        ArchiveRun run = new ArchiveRun(cluster, env.executeAsync());
        run.await(() -> CHECKPOINTS.get() > 0, "the checkpoint that Flink takes at the start");
        ALLOWED.set(HALF);
        run.await(() -> EMITTED.get() == HALF, "the first half to be emitted");
        return run;
    }

    void checkpoint() throws Exception {
        checkpoint(PATIENCE);
    }

    private void checkpoint(Duration patience) throws Exception {
        cluster.triggerCheckpoint(job.getJobID(), CheckpointType.FULL)
                .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends at once, as a job does whose processes are killed: what was open stays as it is. */
    void kill() throws Exception {
        job.cancel().get(30, TimeUnit.SECONDS);
        await(() -> job.getJobStatus().get() == JobStatus.CANCELED, "the job to be cancelled");
    }

    /** Emits the second half, lets the job end and takes the checkpoint its end waits for. */
    void finish() throws Exception {
        ALLOWED.set(2 * HALF);
        await(() -> EMITTED.get() == 2 * HALF, "the second half to be emitted");
        await(
                () -> {
                    if (job.getJobStatus().get() != JobStatus.RUNNING) {
                        return true;
                    }
                    try {
                        checkpoint(Duration.ofSeconds(1));
                    } catch (ExecutionException | TimeoutException e) {
                        // the job ended meanwhile, or its source is just ending
                    }
                    return job.getJobStatus().get() == JobStatus.FINISHED;
                },
                "the job to finish");
        job.getJobExecutionResult().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** All files below a table, hidden ones too. */
    static List<Path> files(Path directory) throws IOException {
        FileSystem files = directory.getFileSystem();
        List<Path> all = new ArrayList<>();
        if (files.exists(directory)) {
            for (FileStatus each : files.listStatus(directory)) {
                if (each.isDir()) {
                    all.addAll(files(each.getPath()));
                } else {
                    all.add(each.getPath());
                }
            }
        }
        return all;
    }

    static List<Path> visible(Path directory) throws IOException {
        return files(directory).stream().filter(f -> !f.getName().startsWith(".")).toList();
    }

    static List<Path> hidden(Path directory) throws IOException {
        return files(directory).stream().filter(f -> f.getName().startsWith(".")).toList();
    }

    void await(Condition condition, String what) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "waited " + PATIENCE.toSeconds() + " s for " + what + ": " + this);
            }
            if (job.getJobStatus().get() == JobStatus.FAILED) {
                job.getJobExecutionResult().get();
            }
            Thread.sleep(20);
        }
    }

    @Override
    public String toString() {
        return EMITTED.get() + " emitted, " + CHECKPOINTS.get() + " checkpoints";
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    /** Emits as many datagrams as are allowed, and waits without holding the checkpoint lock. */
    @SuppressWarnings("deprecation")
    private static final class Traffic
            implements SourceFunction<ExportDatagram>, CheckpointListener {

        private static final long serialVersionUID = 1;

        private volatile boolean running = true;

        @Override
        public void run(SourceContext<ExportDatagram> context) throws Exception {
            for (ExportDatagram datagram : traffic()) {
                while (running && EMITTED.get() >= ALLOWED.get()) {
                    Thread.sleep(5);
                }
                if (!running) {
                    return;
                }
                synchronized (context.getCheckpointLock()) {
                    context.collect(datagram);
                }
                EMITTED.incrementAndGet();
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            CHECKPOINTS.incrementAndGet();
        }

        @Override
        public void cancel() {
            running = false;
        }
    }
}
