package io.flowledger.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.source.reader.SourceReaderOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/** Where a job over the archive runs: embedded, or on the cluster of {@code flink run}. */
public final class BatchEnvironment {

    private static final Duration FETCHER_END = Duration.ofMillis(500);

    private BatchEnvironment() {}

    /**
     * @param parallelism 0 for the engine's default
     * @param flinkSettings the user's own; they go before ours
     */
    public static StreamExecutionEnvironment of(
            int parallelism, Map<String, String> flinkSettings) {
        Configuration configuration = new Configuration();
        configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        // the archive does not change while it is read: a failure that comes back is final
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        // a fetcher that ends as its reader does may wait for a batch that nobody takes any more
        // (SplitFetcher.run, Flink 2.3); the task then waits for it for half a minute
        configuration.set(SourceReaderOptions.SOURCE_READER_CLOSE_TIMEOUT, FETCHER_END.toMillis());
        EmbeddedRun.settings().forEach(configuration::setString);
        flinkSettings.forEach(configuration::setString);
        boolean submitted = CollectRun.isSubmitted();
        if (!submitted) {
            EmbeddedRun.initializeFileSystems(configuration);
        }
        StreamExecutionEnvironment env =
                submitted
                        ? StreamExecutionEnvironment.getExecutionEnvironment(configuration)
                        : StreamExecutionEnvironment.createLocalEnvironment(configuration);
        if (parallelism > 0) {
            env.setParallelism(parallelism);
        }
        return env;
    }

    /**
     * Runs a job to its end. Flink's own {@code execute} does the same, and under {@code flink run}
     * prints all accumulators between what the command has to say.
     *
     * @throws Exception what the job failed of
     */
    public static JobExecutionResult execute(StreamExecutionEnvironment env, String name)
            throws Exception {
        try {
            return env.executeAsync(name).getJobExecutionResult().get();
        } catch (ExecutionException e) {
            ExceptionUtils.rethrowException(ExceptionUtils.stripExecutionException(e));
            throw e;
        }
    }
}
