package io.flowledger.jobs;

import io.flowledger.archive.sink.WarehouseMark;
import io.flowledger.netflow.source.DrainRequests;
import io.flowledger.netflow.source.NetflowSource;
import io.flowledger.netflow.source.SourceActivity;
import io.flowledger.netflow.source.SourceSummary;
import io.flowledger.netflow.wire.Refusal;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A collect or import job run in this JVM: start, progress, drain, end. */
public final class CollectRun implements AutoCloseable {

    private final CollectOptions options;
    private final CheckpointFolder checkpoints;
    private final String sourceId;
    private final EmbeddedRun run;
    private final boolean resumed;

    private CollectRun(
            CollectOptions options,
            CheckpointFolder checkpoints,
            String sourceId,
            EmbeddedRun run,
            boolean resumed) {
        this.options = options;
        this.checkpoints = checkpoints;
        this.sourceId = sourceId;
        this.run = run;
        this.resumed = resumed;
    }

    /**
     * Whether the environment that {@code flink run} or a cluster gives is there instead of an own
     * one.
     */
    public static boolean isSubmitted() {
        return !(StreamExecutionEnvironment.getExecutionEnvironment()
                instanceof LocalStreamEnvironment);
    }

    /** Hands the job to the cluster of {@code flink run} and waits as that command does. */
    public static void submit(CollectOptions options) throws Exception {
        WarehouseMark.ensure(options.warehouse());
        CheckpointFolder checkpoints =
                new CheckpointFolder(options.warehouse(), options.inputName());
        Configuration configuration = CollectJob.configuration(options, checkpoints.path());
        Optional<org.apache.flink.core.fs.Path> newest =
                options.isBounded() ? Optional.empty() : checkpoints.newestCompleted();
        if (newest.isPresent()) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, newest.get().toString());
            configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        CollectJob.build(env, options, CollectJob.source(options));
        boolean waited = env.execute(CollectJob.NAME).isJobExecutionResult();
        if (waited) {
            checkpoints.clear();
        }
    }

    /**
     * Starts an embedded Flink and the job on it; resumes from the newest completed checkpoint of
     * the same input.
     */
    public static CollectRun start(CollectOptions options) throws Exception {
        WarehouseMark.ensure(options.warehouse());
        CheckpointFolder checkpoints =
                new CheckpointFolder(options.warehouse(), options.inputName());
        Configuration configuration = CollectJob.configuration(options, checkpoints.path());
        EmbeddedRun.settings().forEach(configuration::setString);
        FileSystem.initialize(configuration, null);
        Optional<org.apache.flink.core.fs.Path> newest =
                options.isBounded() ? Optional.empty() : checkpoints.newestCompleted();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(configuration);
        NetflowSource source = CollectJob.source(options);
        CollectJob.build(env, options, source);
        EmbeddedRun run =
                EmbeddedRun.start(
                        env.getStreamGraph(),
                        configuration,
                        options.parallelism(),
                        newest.orElse(null));
        return new CollectRun(options, checkpoints, source.id(), run, newest.isPresent());
    }

    public boolean isResumed() {
        return resumed;
    }

    /** Whether the sockets are open, or the attached spools or captures are being read. */
    public boolean isListening() {
        return run.isRunning()
                && (options.endpoints().isEmpty()
                        || SourceActivity.of(sourceId).summary().grantedBufferBytes() > 0);
    }

    public boolean isOver() {
        return run.isOver();
    }

    /** Why the job was last restarted. */
    public Optional<Throwable> lastFailure() {
        return run.lastFailure();
    }

    /** Stop receiving, read what is spooled, commit; the run then ends by itself. */
    public void drain() {
        DrainRequests.request(sourceId);
    }

    public boolean await(long millis) throws InterruptedException {
        return run.await(millis);
    }

    /**
     * Throws what ended the run, if it did not finish; otherwise there is nothing left to resume
     * from but the spool.
     */
    public void requireSuccess() throws Exception {
        run.requireSuccess();
        checkpoints.clear();
    }

    public CollectProgress progress() {
        long quarantined = 0;
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            quarantined += MetricBoard.sumSinceStart(DatagramRouter.QUARANTINED + reason.label());
        }
        SourceSummary read = SourceActivity.of(sourceId).summary();
        return new CollectProgress(
                MetricBoard.sumSinceStart("archivedDatagrams"),
                MetricBoard.sumSinceStart("archivedFlows"),
                MetricBoard.sumSinceStart("archivedPackets"),
                MetricBoard.sumSinceStart("archivedOctets"),
                quarantined,
                read,
                MetricBoard.sum("successfulCommittables"),
                run.lastCheckpoint());
    }

    @Override
    public void close() throws Exception {
        run.close();
        DrainRequests.forget(sourceId);
        SourceActivity.forget(sourceId);
    }
}
