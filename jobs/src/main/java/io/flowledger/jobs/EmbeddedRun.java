package io.flowledger.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** One job on a Flink of its own in this JVM: start it, watch it, wait for its end. */
public final class EmbeddedRun implements AutoCloseable {

    private static final long ANSWER_SECONDS = 20;

    private final MiniCluster cluster;
    private final JobID job;
    private final CompletableFuture<JobResult> result;

    private EmbeddedRun(MiniCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
        this.result = cluster.requestJobResult(job);
    }

    /** Flink settings an embedded run needs on top of the job's own. */
    public static Map<String, String> settings() {
        return Map.of(
                "metrics.reporters",
                "board",
                "metrics.reporter.board.factory.class",
                MetricBoard.Factory.class.getName(),
                RestOptions.BIND_PORT.key(),
                "0");
    }

    /**
     * Flink's file systems, with those in the folder of plugins if the environment names one.
     *
     * @param configuration where their settings are
     */
    public static void initializeFileSystems(Configuration configuration) {
        boolean plugins = System.getenv(ConfigConstants.ENV_FLINK_PLUGINS_DIR) != null;
        FileSystem.initialize(
                configuration,
                plugins ? PluginUtils.createPluginManagerFromRootFolder(configuration) : null);
    }

    /**
     * @param slots tasks of the widest operator
     * @param restore checkpoint to resume from, which then belongs to this run; null to start
     *     afresh
     */
    public static EmbeddedRun start(
            StreamGraph graph, Configuration configuration, int slots, Path restore)
            throws Exception {
        if (restore != null) {
            graph.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(
                            restore.toString(), false, RecoveryClaimMode.CLAIM));
        }
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .build());
        try {
            cluster.start();
            JobID job =
                    cluster.submitJob(
                                    graph.getJobGraph(
                                            EmbeddedRun.class.getClassLoader(), JobID.generate()))
                            .get()
                            .getJobID();
            return new EmbeddedRun(cluster, job);
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    public boolean isOver() {
        return result.isDone();
    }

    public boolean isRunning() {
        return !isOver()
                && graph().map(graph -> graph.getState() == JobStatus.RUNNING).orElse(false);
    }

    /** Why the job failed last, if it ever did; it may have been restarted since. */
    public Optional<Failure> lastFailure() {
        return graph().map(AccessExecutionGraph::getFailureInfo)
                .map(
                        info ->
                                new Failure(
                                        Instant.ofEpochMilli(info.getTimestamp()),
                                        info.getException()
                                                .deserializeError(getClass().getClassLoader())));
    }

    /** A failure of the job, after which it was restarted or ended. */
    public record Failure(Instant at, Throwable cause) {}

    public Optional<Instant> lastCheckpoint() {
        return graph().map(AccessExecutionGraph::getCheckpointStatsSnapshot)
                .map(CheckpointStatsSnapshot::getHistory)
                .map(history -> history.getLatestCompletedCheckpoint())
                .map(checkpoint -> Instant.ofEpochMilli(checkpoint.getLatestAckTimestamp()));
    }

    /**
     * Commits what has been read, keeps all state in a savepoint and ends the job; what it had open
     * goes on from there.
     *
     * @return where the savepoint is
     * @throws ExecutionException if it could not be written; the job then runs on
     */
    public Path stopWithSavepoint(Path folder) throws ExecutionException, InterruptedException {
        return new Path(
                cluster.stopWithSavepoint(
                                job, folder.toString(), false, SavepointFormatType.CANONICAL)
                        .get());
    }

    /** Waits for the end; true if the job ended within that time. */
    public boolean await(long millis) throws InterruptedException {
        try {
            result.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    /**
     * To be called once it is over.
     *
     * @throws Exception why the job failed, if it did not finish
     */
    public void requireSuccess() throws Exception {
        Throwable failure =
                result.get()
                        .getSerializedThrowable()
                        .map(serialized -> serialized.deserializeError(getClass().getClassLoader()))
                        .orElse(null);
        if (failure instanceof Exception exception) {
            throw exception;
        }
        if (failure != null) {
            throw new IllegalStateException("the job failed", failure);
        }
    }

    private Optional<AccessExecutionGraph> graph() {
        try {
            return Optional.of(
                    cluster.getExecutionGraph(job).get(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
