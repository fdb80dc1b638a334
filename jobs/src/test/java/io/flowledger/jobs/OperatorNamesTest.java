package io.flowledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.sink.RunName;
import io.flowledger.cli.AccountingFile;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.ReceiverOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What state is found by after an upgrade. A name that is missing here leaves its state behind, and
 * Flink refuses the savepoint; a new one is harmless.
 */
class OperatorNamesTest {

    private static final List<String> UIDS =
            List.of(
                    "Sink Committer: flows",
                    "Sink Committer: losses",
                    "Sink Committer: postings",
                    "Sink Committer: quarantine",
                    "Sink Committer: sessions",
                    "accounting",
                    "attribution",
                    "audit",
                    "flows",
                    "losses",
                    "netflow",
                    "postings",
                    "quarantine",
                    "quarantine-bound",
                    "router",
                    "sessions");

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void operatorsHaveTheNamesThatSavepointsKnowThemBy(int parallelism) throws IOException {
        StreamGraph graph = graph(parallelism);
        List<String> uids =
                graph.getStreamNodes().stream()
                        .map(StreamNode::getTransformationUID)
                        .sorted()
                        .toList();
        assertThat(uids).isEqualTo(UIDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void keyGroupsAreAsManyAsSavepointsHave(int parallelism) throws IOException {
        JobGraph graph = graph(parallelism).getJobGraph();
        assertThat(graph.getVertices())
                .allMatch(
                        vertex ->
                                vertex.getMaxParallelism()
                                        == (vertex.getName().contains("attribution") ? 1 : 128));
    }

    private static StreamGraph graph(int parallelism) throws IOException {
        CollectOptions options =
                new CollectOptions(
                        List.of(),
                        1,
                        ReceiverOptions.listen(new ListenAddress("127.0.0.1", 0)),
                        null,
                        List.of(Path.of("/spool")),
                        List.of(),
                        List.of(),
                        new org.apache.flink.core.fs.Path("file:///warehouse"),
                        null,
                        Duration.ofSeconds(1),
                        parallelism,
                        1,
                        AuditOptions.defaults(),
                        Optional.of(AccountingFile.shipped()),
                        null,
                        Map.of());
        Configuration configuration =
                CollectJob.configuration(
                        options, new org.apache.flink.core.fs.Path("file:///warehouse/c"));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(configuration);
        CollectJob.build(
                env, options, CollectJob.source(options, configuration), RunName.of("test"));
        return env.getStreamGraph();
    }
}
