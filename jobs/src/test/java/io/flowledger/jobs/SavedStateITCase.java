package io.flowledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.cli.AccountingFile;
import io.flowledger.ledger.audit.AuditedTime;
import io.flowledger.ledger.audit.LedgerBalance;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.ReceiverOptions;
import io.flowledger.netflow.source.DrainRequests;
import io.flowledger.netflow.source.NetflowSource;
import io.flowledger.netflow.source.SourceActivity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an earlier build left when it was stopped in the middle of {@link SpooledTraffic}, in {@code
 * saved-state.zip}: its savepoint, its warehouse and the whole spool. This build goes on from it
 * and must end with the books of a run that was never stopped. Write the file anew, once a format
 * of state changes on purpose and reading the old one is given up or proven otherwise, with
 *
 * <pre>
 *   mvn verify -pl jobs -am -Dit.test=SavedStateITCase -Dflowledger.state.write=true
 * </pre>
 */
@Timeout(60)
class SavedStateITCase {

    private static final Path ARCHIVE = Path.of("src/test/resources/saved-state.zip");
    private static final String WRITE = "flowledger.state.write";

    /** The same on every machine and in every checkout: positions are saved by a spool's path. */
    private static final Path FOLDER = Path.of("/proc/self/cwd/target/saved-state");

    private static final Path SPOOL = FOLDER.resolve("spool");
    private static final Path SAVEPOINT = FOLDER.resolve("savepoint");
    private static final Path WAREHOUSE = FOLDER.resolve("warehouse");
    private static final List<String> TABLES =
            List.of("flows", "losses", "sessions", "quarantine", "postings");

    /** A task reports the end of the input at the time of the last datagram of its own. */
    private static final Map<String, String> COMPARED =
            Map.of("sessions", "* EXCLUDE (reported_at)");

    private final SpooledTraffic traffic = new SpooledTraffic();

    /** A job on one spool, as {@code collect --attach} starts it. */
    private static final class Job implements AutoCloseable {

        private final NetflowSource source;
        private final EmbeddedRun run;

        Job(Path spool, Path warehouse, int parallelism, Path restore) throws Exception {
            CollectOptions options = options(spool, warehouse, parallelism);
            Configuration configuration =
                    CollectJob.configuration(options, flinkPath(FOLDER.resolve("checkpoints")));
            EmbeddedRun.settings().forEach(configuration::setString);
            FileSystem.initialize(configuration, null);
            source = CollectJob.source(options, configuration);
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(configuration);
            CheckpointFolder folder = CheckpointFolder.of(options);
            CollectJob.build(env, options, source, folder.run());
            run =
                    EmbeddedRun.start(
                            env.getStreamGraph(),
                            configuration,
                            parallelism,
                            restore == null ? null : flinkPath(restore));
        }

        void awaitRead() throws InterruptedException {
            while (!run.isRunning()
                    || SourceActivity.of(source.id()).summary().datagrams() == 0
                    || SourceActivity.of(source.id()).summary().backlogBytes() > 0) {
                assertThat(run.isOver()).as("over before all was read").isFalse();
                Thread.sleep(20);
            }
        }

        void drain() throws Exception {
            DrainRequests.request(source.id());
            run.requireSuccess();
        }

        @Override
        public void close() throws Exception {
            run.close();
            DrainRequests.forget(source.id());
            SourceActivity.forget(source.id());
        }
    }

    @BeforeEach
    void unpack() throws IOException {
        FileUtils.deleteDirectory(FOLDER.toFile());
        Files.createDirectories(FOLDER);
        if (Boolean.getBoolean(WRITE)) {
            return;
        }
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(ARCHIVE))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                Path file = FOLDER.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSavedStateIsContinuedAsIfTheRunHadNeverStopped(int parallelism) throws Exception {
        Path copy = FOLDER.resolve("copy");
        FileUtils.copy(flinkPath(SPOOL), flinkPath(copy), false);
        Path uninterrupted = FOLDER.resolve("uninterrupted");
        try (Job job = new Job(copy, uninterrupted, 1, null)) {
            job.awaitRead();
            job.drain();
        }
        assertThat(count(WAREHOUSE, "flows")).as("before").isBetween(1L, traffic.archivedFlows);
        try (Job job = new Job(SPOOL, WAREHOUSE, parallelism, SAVEPOINT)) {
            job.drain();
        }

        assertThat(count(WAREHOUSE, "flows")).isEqualTo(traffic.archivedFlows);
        assertThat(count(WAREHOUSE, "quarantine")).isEqualTo(traffic.refused);
        assertThat(sum(WAREHOUSE, "losses", "lost_flows")).isEqualTo(traffic.lostFlows);
        for (String table : TABLES) {
            assertThat(onlyIn(WAREHOUSE, uninterrupted, table)).as(table).isZero();
            assertThat(onlyIn(uninterrupted, WAREHOUSE, table)).as(table).isZero();
        }
        LedgerBalance balance =
                AuditJob.run(new AuditRequest(flinkPath(WAREHOUSE), AuditedTime.ALL, 1, Map.of()));
        assertThat(balance.balances()).as(balance.toString()).isTrue();
    }

    @Test
    @EnabledIfSystemProperty(named = WRITE, matches = "true")
    void writeTheSavedState() throws Exception {
        traffic.append(SPOOL, false);
        try (Job job = new Job(SPOOL, WAREHOUSE, 1, null)) {
            job.awaitRead();
            org.apache.flink.core.fs.Path written = job.run.stopWithSavepoint(flinkPath(FOLDER));
            Files.move(Path.of(written.toUri()), SAVEPOINT);
        }
        Files.delete(SPOOL.resolve("committed"));
        traffic.append(SPOOL, true);
        try (OutputStream file = Files.newOutputStream(ARCHIVE);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Path folder : List.of(SAVEPOINT, SPOOL, WAREHOUSE)) {
                addTo(out, folder);
            }
        }
    }

    private static void addTo(ZipOutputStream out, Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = file.getFileName().toString();
                if (Files.isRegularFile(file) && !name.contains("lock")) {
                    out.putNextEntry(new ZipEntry(FOLDER.relativize(file).toString()));
                    try (InputStream in = Files.newInputStream(file)) {
                        in.transferTo(out);
                    }
                }
            }
        }
    }

    private static CollectOptions options(Path spool, Path warehouse, int parallelism)
            throws IOException {
        return new CollectOptions(
                List.of(),
                1,
                ReceiverOptions.listen(new ListenAddress("127.0.0.1", 0)),
                null,
                List.of(spool),
                List.of(),
                List.of(),
                flinkPath(warehouse),
                null,
                Duration.ofSeconds(1),
                parallelism,
                CollectOptions.DEFAULT_ZSTD_LEVEL,
                AuditOptions.defaults(),
                Optional.of(AccountingFile.shipped()),
                "saved-state",
                // the host of a spool is saved as well
                Map.of("jobmanager.retrieve-taskmanager-hostname", "false"));
    }

    private static org.apache.flink.core.fs.Path flinkPath(Path path) {
        return new org.apache.flink.core.fs.Path("file://" + path);
    }

    private static long onlyIn(Path warehouse, Path other, String table) throws Exception {
        return query(
                "SELECT count(*) FROM ("
                        + rows(warehouse, table)
                        + " EXCEPT ALL "
                        + rows(other, table)
                        + ")");
    }

    private static String rows(Path warehouse, String table) {
        return "SELECT " + COMPARED.getOrDefault(table, "*") + " FROM " + files(warehouse, table);
    }

    private static long count(Path warehouse, String table) throws Exception {
        return query("SELECT count(*) FROM " + files(warehouse, table));
    }

    private static long sum(Path warehouse, String table, String column) throws Exception {
        return query("SELECT sum(" + column + ")::BIGINT FROM " + files(warehouse, table));
    }

    private static String files(Path warehouse, String table) {
        return "read_parquet('" + warehouse.resolve(table) + "/**/" + table + "-*.parquet')";
    }

    private static long query(String sql) throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet row = duckdb.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
