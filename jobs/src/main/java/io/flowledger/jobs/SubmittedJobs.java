package io.flowledger.jobs;

import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.ClusterClientFactory;
import org.apache.flink.client.deployment.ClusterDescriptor;
import org.apache.flink.client.deployment.DefaultClusterClientServiceLoader;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.runtime.client.JobStatusMessage;

/**
 * What runs on the cluster that a job is about to be submitted to. Two jobs on one spool would
 * archive each flow twice, and the second would take over the checkpoints of the first.
 */
final class SubmittedJobs {

    /** Targets that are clusters already; an application's own cluster has no other jobs. */
    private static final String SESSION = "session";

    private static final String REMOTE = "remote";

    private SubmittedJobs() {}

    /** A job of that name that has not ended. */
    static Optional<JobID> running(Configuration configuration, String name) throws Exception {
        String target = configuration.get(DeploymentOptions.TARGET);
        if (target == null || !(target.equals(REMOTE) || target.endsWith(SESSION))) {
            return Optional.empty();
        }
        ClusterClientFactory<?> factory =
                new DefaultClusterClientServiceLoader().getClusterClientFactory(configuration);
        return running(factory, configuration, name);
    }

    private static <C> Optional<JobID> running(
            ClusterClientFactory<C> factory, Configuration configuration, String name)
            throws Exception {
        try (ClusterDescriptor<C> cluster = factory.createClusterDescriptor(configuration);
                ClusterClient<C> client =
                        cluster.retrieve(factory.getClusterId(configuration)).getClusterClient()) {
            return client.listJobs().get().stream()
                    .filter(job -> job.getJobName().equals(name))
                    .filter(job -> !job.getJobState().isGloballyTerminalState())
                    .map(JobStatusMessage::getJobId)
                    .findFirst();
        }
    }
}
