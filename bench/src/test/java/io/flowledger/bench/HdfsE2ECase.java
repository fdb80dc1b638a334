package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An HDFS whose DataNode and NameNode go and come while collect writes to it. */
class HdfsE2ECase {

    private static final String WAREHOUSE = "/w";

    @TempDir Path folder;

    private Launcher launcher;
    private Books books;
    private MiniDFSCluster hdfs;

    @BeforeEach
    void prepare() throws Exception {
        launcher = new Launcher(folder);
        books = new Books(launcher, folder.resolve("copy"));
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        hdfs.waitActive();
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
        hdfs.shutdown();
    }

    @Test
    void restartsOfDataNodeAndNameNodeLoseAndRepeatNothing() throws Exception {
        int port = Launcher.freePort();
        String warehouse = hdfs.getURI() + WAREHOUSE;
        Process collect =
                launcher.listening(
                        "collect",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--warehouse",
                        warehouse,
                        "--spool",
                        folder.resolve("s").toString(),
                        "--checkpoint-interval",
                        "1s",
                        "--reorder-window",
                        "2s",
                        "--format",
                        "json");
        Truth truth;
        try (OngoingTraffic sending = send(port)) {
            awaitMoreFlows();

            MiniDFSCluster.DataNodeProperties dataNode = hdfs.stopDataNode(0);
            awaitTrouble(collect);
            hdfs.restartDataNode(dataNode, true);
            hdfs.waitActive();
            awaitMoreFlows();

            hdfs.shutdownNameNode(0);
            Thread.sleep(3_000);
            hdfs.restartNameNode(0, true);
            awaitMoreFlows();

            truth = sending.stop();
        }
        Await.until(
                "all archived or entered as lost",
                () -> {
                    copyCommitted();
                    return books.accountFor(truth);
                });
        launcher.stop(collect);
        copyCommitted();
        books.assertExact(truth);
        assertThat(books.lost()).isEqualTo(truth.detectableLostFlows());
        assertThat(filesInProgress()).as("of attempts that failed").isEmpty();
        Process audit = launcher.start("audit", "--warehouse", warehouse, "--format", "json");
        assertThat(launcher.finish(audit).get("balances").asBoolean()).isTrue();
        Process sum =
                launcher.start(
                        "sql",
                        "--warehouse",
                        warehouse,
                        "--format",
                        "json",
                        "-e",
                        "SELECT COUNT(*) AS flows, SUM(`bytes`) AS octets FROM flows");
        JsonNode answer = launcher.finish(sum);
        assertThat(answer.get("flows").asLong()).isEqualTo(truth.sent().flows());
        assertThat(answer.get("octets").asLong()).isEqualTo(truth.sent().octets());
    }

    private void awaitMoreFlows() throws Exception {
        copyCommitted();
        long before = books.flows();
        Await.until(
                "more flows archived than " + before,
                () -> {
                    copyCommitted();
                    return books.flows() > before;
                });
    }

    private void awaitTrouble(Process collect) throws Exception {
        Path errors = launcher.errors(collect);
        Await.until("trouble said", () -> Files.readString(errors).contains("trouble"));
    }

    /** Files that are committed never change: each is copied once, for DuckDB to read. */
    private void copyCommitted() throws Exception {
        FileSystem files = hdfs.getFileSystem();
        org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(WAREHOUSE);
        RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
        while (all.hasNext()) {
            org.apache.hadoop.fs.Path file = all.next().getPath();
            Path copy =
                    folder.resolve("copy")
                            .resolve(file.toUri().getPath().substring(WAREHOUSE.length() + 1));
            if (isCommitted(file) && !Files.exists(copy)) {
                Files.createDirectories(copy.getParent());
                Path partial = copy.resolveSibling("." + copy.getFileName());
                try (var in = files.open(file)) {
                    Files.copy(in, partial);
                }
                Files.move(partial, copy);
            }
        }
    }

    private List<String> filesInProgress() throws Exception {
        List<String> names = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all =
                hdfs.getFileSystem().listFiles(new org.apache.hadoop.fs.Path(WAREHOUSE), true);
        while (all.hasNext()) {
            String name = all.next().getPath().getName();
            if (name.contains(".inprogress")) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isCommitted(org.apache.hadoop.fs.Path file) {
        return file.getName().endsWith(".parquet") && !file.getName().startsWith(".");
    }

    private static OngoingTraffic send(int port) {
        return OngoingTraffic.start(
                TrafficOptions.builder()
                        .to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .engines(2)
                        .rate(10_000)
                        .duration(Duration.ofMinutes(10))
                        .loss(0.01)
                        .duplicates(0.01)
                        .build());
    }
}
