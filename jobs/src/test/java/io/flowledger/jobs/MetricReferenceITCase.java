package io.flowledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.sink.RunName;
import io.flowledger.cli.AccountingFile;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.netflow.capture.PcapWriter;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.ReceiverOptions;
import io.flowledger.netflow.wire.V5Encoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operating guide names every metric that a job registers, and no other. */
class MetricReferenceITCase {

    private static final Path GUIDE = Path.of("../docs/operating.md");
    private static final Pattern ROW = Pattern.compile("\\| `((?:netflow|ledger)\\.[^`]+)` \\|.*");
    private static final Pattern OURS = Pattern.compile(".*\\.0\\.((?:netflow|ledger)\\..+)");

    private static final Set<String> REGISTERED = new ConcurrentSkipListSet<>();

    @TempDir Path folder;

    @Test
    void theGuideNamesEveryMetricAndNoOther() throws Exception {
        run(captureWithAGap());
        Set<String> documented =
                Files.readAllLines(GUIDE).stream()
                        .map(ROW::matcher)
                        .filter(Matcher::matches)
                        .map(row -> row.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> undocumented = new TreeSet<>(REGISTERED);
        undocumented.removeIf(name -> documented.stream().anyMatch(row -> isMeant(row, name)));
        Set<String> unknown = new TreeSet<>(documented);
        unknown.removeIf(row -> REGISTERED.stream().anyMatch(name -> isMeant(row, name)));

        assertThat(REGISTERED).isNotEmpty();
        assertThat(undocumented).as("metrics that the guide does not name").isEmpty();
        assertThat(unknown).as("metrics that the guide names and nobody registers").isEmpty();
    }

    /** {@code refused.<reason>} means one name for each reason. */
    private static boolean isMeant(String row, String name) {
        String pattern =
                Pattern.compile("<[^>]+>|[^<]+")
                        .matcher(row)
                        .replaceAll(
                                part ->
                                        Matcher.quoteReplacement(
                                                part.group().startsWith("<")
                                                        ? "[^.]+"
                                                        : Pattern.quote(part.group())));
        return name.matches(pattern);
    }

    private void run(Path capture) throws Exception {
        CollectOptions options =
                new CollectOptions(
                        List.of(),
                        1,
                        ReceiverOptions.listen(new ListenAddress("0.0.0.0", 0)),
                        null,
                        List.of(),
                        List.of(capture.toUri().toString()),
                        List.of(),
                        new org.apache.flink.core.fs.Path(folder.resolve("w").toUri()),
                        null,
                        Duration.ofMinutes(1),
                        1,
                        CollectOptions.DEFAULT_ZSTD_LEVEL,
                        AuditOptions.defaults(),
                        Optional.of(AccountingFile.shipped()),
                        null,
                        Map.of());
        Configuration configuration =
                CollectJob.configuration(
                        options,
                        new org.apache.flink.core.fs.Path(folder.resolve("checkpoints").toUri()));
        EmbeddedRun.settings().forEach(configuration::setString);
        configuration.setString("metrics.reporters", "names");
        configuration.setString("metrics.reporter.names.factory.class", Factory.class.getName());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(configuration);
        CollectJob.build(
                env, options, CollectJob.source(options, configuration), RunName.of("metrics"));
        try (EmbeddedRun run = EmbeddedRun.start(env.getStreamGraph(), configuration, 1, null)) {
            assertThat(run.await(Duration.ofMinutes(2).toMillis())).as("is over").isTrue();
            run.requireSuccess();
        }
    }

    /** An exporter's groups are there from its first datagram and its first loss on. */
    private Path captureWithAGap() throws Exception {
        Path capture = folder.resolve("capture.pcap");
        byte[] bytes = new byte[128];
        try (PcapWriter writer = PcapWriter.open(capture)) {
            for (int number = 0; number < 10; number++) {
                int length =
                        new V5Encoder()
                                .start(bytes, 0)
                                .sysUptime(1_000 + number)
                                .exportedAt(1_767_225_600, 0)
                                .flowSequence(number < 5 ? number : number + 1)
                                .nextRecord()
                                .finish();
                writer.write(
                        1_767_225_600_000_000L + number,
                        0x0A00_0001,
                        2055,
                        0x0A00_0002,
                        2055,
                        bytes,
                        0,
                        length);
            }
        }
        return capture;
    }

    /** Keeps the names of our own metrics, without what Flink puts before them. */
    static final class Names implements MetricReporter {
        @Override
        public void open(MetricConfig config) {}

        @Override
        public void close() {}

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
            Matcher ours = OURS.matcher(group.getMetricIdentifier(name));
            if (ours.matches()) {
                REGISTERED.add(ours.group(1));
            }
        }

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
    }

    /** Found by ServiceLoader. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new Names();
        }
    }
}
