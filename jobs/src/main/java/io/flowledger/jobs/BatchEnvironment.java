package io.flowledger.jobs;

import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a job over the archive runs: embedded, or on the cluster of {@code flink run}. */
public final class BatchEnvironment {

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
}
