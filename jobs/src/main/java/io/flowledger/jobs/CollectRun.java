package io.flowledger.jobs;

import io.flowledger.archive.sink.WarehouseMark;
import io.flowledger.netflow.receiver.Receiver;
import io.flowledger.netflow.receiver.ReceiverDaemon;
import io.flowledger.netflow.source.DrainRequests;
import io.flowledger.netflow.source.NetflowSource;
import io.flowledger.netflow.source.SourceActivity;
import io.flowledger.netflow.source.SourceSummary;
import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A collect or import job run in this JVM: start, progress, drain, end.
 *
 * <p>Where it listens, the receivers are this process's and the job only follows their spools: a
 * job that fails and is restarted, because a disk is full or a file system away, is never deaf.
 */
public final class CollectRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CollectRun.class);

    private final CheckpointFolder checkpoints;
    private final boolean bounded;
    private final ReceiverDaemon receivers;
    private final String sourceId;
    private final EmbeddedRun run;
    private final boolean resumed;
    private final long endNanos;
    private OrderlyStop stop;

    /** {@code receivers} is null unless this process listens. */
    private CollectRun(
            CollectOptions options,
            CheckpointFolder checkpoints,
            ReceiverDaemon receivers,
            String sourceId,
            EmbeddedRun run,
            boolean resumed) {
        this.checkpoints = checkpoints;
        this.bounded = options.isBounded();
        this.receivers = receivers;
        this.sourceId = sourceId;
        this.run = run;
        this.resumed = resumed;
        this.endNanos =
                options.period() == null
                        ? Long.MAX_VALUE
                        : options.period().toNanos() + System.nanoTime();
    }

    /**
     * Whether the environment that {@code flink run} or a cluster gives is there instead of an own
     * one.
     */
    public static boolean isSubmitted() {
        return !(StreamExecutionEnvironment.getExecutionEnvironment()
                instanceof LocalStreamEnvironment);
    }

    /**
     * Hands the job to the cluster of {@code flink run} and waits as that command does. It goes on
     * from what {@code flink run --fromSavepoint} or a deployment names, else from the newest
     * checkpoint or savepoint in the warehouse.
     *
     * @param announce told, right before, where a {@code flink stop} should leave its savepoint for
     *     the next run to find it
     */
    public static void submit(
            CollectOptions options, Consumer<org.apache.flink.core.fs.Path> announce)
            throws Exception {
        Configuration given = given();
        String name = "flowledger " + options.title();
        CheckpointFolder checkpoints = CheckpointFolder.ofSubmitted(options);
        NetflowSource source = CollectJob.source(options, given);
        if (!options.isBounded()) {
            requireFirst(given, name, checkpoints);
            source.requireUnread();
        }
        WarehouseMark.ensure(options.warehouse());
        Configuration configuration = CollectJob.configuration(options, checkpoints.path());
        Optional<org.apache.flink.core.fs.Path> newest = checkpoints.newestCompleted();
        boolean isTold = given.get(StateRecoveryOptions.SAVEPOINT_PATH) != null;
        if (newest.isPresent() && !isTold) {
            LOG.info("Going on from {}", newest.get());
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, newest.get().toString());
            configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        CollectJob.build(env, options, source, checkpoints.run());
        announce.accept(checkpoints.path());
        boolean ended = env.execute(name).isJobExecutionResult();
        if (ended) {
            checkpoints.keepOnlySavepointAfter(newest);
        }
    }

    private static void requireFirst(Configuration given, String name, CheckpointFolder checkpoints)
            throws Exception {
        Optional<JobID> running = SubmittedJobs.running(given, name);
        if (running.isPresent()) {
            throw new IllegalStateException(
                    "job "
                            + running.get()
                            + " on this cluster reads these spools into this warehouse already; stop"
                            + " it first: flink stop --savepointPath "
                            + checkpoints.path()
                            + " "
                            + running.get());
        }
    }

    /** What `flink run` and the cluster's own settings say. */
    private static Configuration given() {
        return new Configuration(
                (Configuration)
                        StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration());
    }

    /**
     * Opens the sockets, starts an embedded Flink and the job on it; resumes from the newest
     * completed checkpoint of the same input.
     */
    public static CollectRun start(CollectOptions options) throws Exception {
        WarehouseMark.ensure(options.warehouse());
        ReceiverDaemon receivers =
                options.endpoints().isEmpty()
                        ? null
                        : ReceiverDaemon.open(
                                options.endpoints(),
                                options.socketsPerEndpoint(),
                                options.receiver(),
                                options.spoolRoot());
        try {
            return start(options, receivers);
        } catch (Exception e) {
            if (receivers != null) {
                receivers.close();
            }
            throw e;
        }
    }

    private static CollectRun start(CollectOptions options, ReceiverDaemon receivers)
            throws Exception {
        CollectOptions following =
                options.following(
                        receivers == null
                                ? List.of()
                                : receivers.receivers().stream().map(Receiver::spool).toList());
        CheckpointFolder checkpoints = CheckpointFolder.of(options);
        Configuration configuration = CollectJob.configuration(options, checkpoints.path());
        EmbeddedRun.settings().forEach(configuration::setString);
        EmbeddedRun.initializeFileSystems(configuration);
        Optional<org.apache.flink.core.fs.Path> newest = checkpoints.newestCompleted();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(configuration);
        NetflowSource source = CollectJob.source(following, configuration);
        source.requireUnread();
        CollectJob.build(env, following, source, checkpoints.run());
        EmbeddedRun run =
                EmbeddedRun.start(
                        env.getStreamGraph(),
                        configuration,
                        options.parallelism(),
                        newest.orElse(null));
        return new CollectRun(
                options, checkpoints, receivers, source.id(), run, newest.isPresent());
    }

    public boolean isResumed() {
        return resumed;
    }

    /** Whether the job is up; the sockets were open before. */
    public boolean isListening() {
        return run.isRunning();
    }

    /** Whether it has run for as long as it was meant to. */
    public boolean isPeriodOver() {
        return endNanos != Long.MAX_VALUE && System.nanoTime() - endNanos >= 0;
    }

    /** What a person should read: problems of sockets and spools, captures that are cut. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(SourceActivity.of(sourceId).summary().remarks());
        if (receivers != null) {
            remarks.addAll(receivers.remarks());
        }
        if (stop != null) {
            stop.problem().ifPresent(remarks::add);
        }
        return remarks;
    }

    public boolean isOver() {
        return run.isOver();
    }

    /** Why the job was last restarted. */
    public Optional<EmbeddedRun.Failure> lastFailure() {
        return run.lastFailure();
    }

    /**
     * Stop receiving, read what is spooled, commit; the run then ends by itself. Of an import the
     * rest is left.
     */
    public void drain() {
        if (receivers != null) {
            receivers.receivers().forEach(Receiver::stopReceiving);
        }
        if (bounded) {
            DrainRequests.request(sourceId);
        } else {
            stop = OrderlyStop.begin(run, sourceId, checkpoints);
        }
    }

    public boolean await(long millis) throws InterruptedException {
        return run.await(millis);
    }

    /** Throws what ended the run, if it did not finish. */
    public void requireSuccess() throws Exception {
        run.requireSuccess();
        if (stop != null) {
            stop.tidy();
        }
        if (bounded) {
            checkpoints.clear();
        }
    }

    public CollectProgress progress() {
        long quarantined = 0;
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            quarantined += MetricBoard.sumSinceStart(DatagramRouter.QUARANTINED + reason.label());
        }
        quarantined += MetricBoard.sumSinceStart("stale");
        SourceSummary read = SourceActivity.of(sourceId).summary();
        ReceiverStatus received = receivers == null ? statusOf(read) : receivers.totals();
        return new CollectProgress(
                MetricBoard.sumSinceStart("archivedDatagrams"),
                MetricBoard.sumSinceStart("archivedFlows"),
                MetricBoard.sumSinceStart("archivedPackets"),
                MetricBoard.sumSinceStart("archivedOctets"),
                quarantined,
                MetricBoard.sumSinceStart(QuarantineBound.OMITTED),
                read,
                received.kernelDrops(),
                received.spoolDrops(),
                received.notAllowed(),
                MetricBoard.sum("successfulCommittables"),
                run.lastCheckpoint(),
                ExporterProgress.all());
    }

    /** What the receiver of an attached spool wrote into it. */
    private static ReceiverStatus statusOf(SourceSummary read) {
        return new ReceiverStatus(
                read.kernelDropsKnown() ? read.kernelDrops() : -1,
                read.grantedBufferBytes(),
                read.datagrams(),
                read.bytes(),
                read.spoolDrops(),
                read.notAllowed());
    }

    @Override
    public void close() throws Exception {
        try {
            run.close();
        } finally {
            DrainRequests.forget(sourceId);
            SourceActivity.forget(sourceId);
            if (receivers != null) {
                receivers.close();
            }
        }
    }
}
