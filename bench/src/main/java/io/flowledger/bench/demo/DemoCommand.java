package io.flowledger.bench.demo;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import io.flowledger.cli.AccountingFile;
import io.flowledger.cli.AuditText;
import io.flowledger.jobs.AuditJob;
import io.flowledger.jobs.AuditRequest;
import io.flowledger.jobs.CollectOptions;
import io.flowledger.jobs.CollectProgress;
import io.flowledger.jobs.CollectRun;
import io.flowledger.ledger.audit.AuditedTime;
import io.flowledger.ledger.audit.LedgerBalance;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.ReceiverOptions;
import io.flowledger.netflow.spool.SpoolOptions;
import io.flowledger.sql.Ledger;
import io.flowledger.sql.run.Answer;
import io.flowledger.sql.run.ResultFormat;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.table.api.TableEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything once: exporters → UDP → spool → Flink → Parquet → SQL. */
@Command(
        name = "demo",
        description =
                "Collects a burst of generated traffic on this machine and asks three questions about it in SQL.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final double LOSS = 0.02;
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private static final Duration CAUSE_PATIENCE = Duration.ofSeconds(20);

    @Option(
            names = "--seconds",
            defaultValue = "20",
            paramLabel = "N",
            description = "Seconds of traffic. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rate",
            defaultValue = "50000",
            paramLabel = "N",
            description = "Flows per second. Default: ${DEFAULT-VALUE}.")
    private long rate;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where to put it. Default: a new directory demo-data/TIME.")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        if (seconds < 1 || rate < 1) {
            throw new IllegalArgumentException("--seconds and --rate must be at least 1");
        }
        Path home =
                directory != null
                        ? directory
                        : Path.of("demo-data", Long.toString(System.currentTimeMillis() / 1000));
        Files.createDirectories(home);
        Path warehouse = home.resolve("warehouse").toAbsolutePath().normalize();
        int port = freePort();

        System.out.println(
                "1. collect: listening on 127.0.0.1:" + port + ", warehouse " + warehouse);
        Truth truth;
        CollectProgress collected;
        try (CollectRun run = CollectRun.start(options(home, warehouse, port))) {
            awaitListening(run);
            System.out.printf(
                    "2. send: %,d flows/s for %d s from 3 exporters with 2 engines each, %.0f %% of the datagrams lost on purpose%n",
                    rate, seconds, LOSS * 100);
            truth = send(port, run);
            awaitCauses(run, truth);
            System.out.println("3. stop: read the spool to its end, commit the files");
            run.drain();
            while (!run.await(200)) {
                Thread.onSpinWait();
            }
            run.requireSuccess();
            collected = run.progress();
        }
        compare(truth, collected, warehouse);
        boolean balances = audit(warehouse);
        questions(warehouse);
        return truth.sent().flows() == collected.flows() && balances ? 0 : 1;
    }

    /** A loss is entered when the reorder window is over, and some seconds later has its cause. */
    private static void awaitCauses(CollectRun run, Truth truth) throws InterruptedException {
        System.out.println("   waiting until what is missing is entered as lost");
        long deadline = System.nanoTime() + CAUSE_PATIENCE.toNanos();
        while (explained(run) < truth.detectableLostFlows() && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
    }

    private static long explained(CollectRun run) {
        return run.progress().exporters().stream()
                .flatMap(exporter -> exporter.lostByCause().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private static boolean audit(Path warehouse) throws Exception {
        System.out.println("4. audit: the same, recounted from the Parquet files alone");
        System.out.println();
        LedgerBalance balance =
                AuditJob.run(
                        new AuditRequest(
                                new org.apache.flink.core.fs.Path(warehouse.toUri()),
                                new AuditedTime(Long.MIN_VALUE, Long.MAX_VALUE),
                                0,
                                Map.of()));
        AuditText.print(balance, System.out);
        System.out.println();
        return balance.balances();
    }

    private CollectOptions options(Path home, Path warehouse, int port) throws IOException {
        ListenAddress listen = new ListenAddress("127.0.0.1", port);
        ReceiverOptions receiver =
                ReceiverOptions.listen(listen)
                        .withSpool(SpoolOptions.defaults().withSegmentBytes(16 << 20));
        return new CollectOptions(
                List.of(listen),
                1,
                receiver,
                home.resolve("spool").toAbsolutePath(),
                List.of(),
                List.of(),
                List.of(),
                new org.apache.flink.core.fs.Path(warehouse.toUri()),
                null,
                Duration.ofSeconds(3),
                1,
                CollectOptions.DEFAULT_ZSTD_LEVEL,
                AuditOptions.defaults().withReorderWindow(Duration.ofSeconds(1)),
                Optional.of(AccountingFile.shipped()),
                null,
                Map.of());
    }

    private static void awaitListening(CollectRun run) throws Exception {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!run.isListening()) {
            if (run.isOver()) {
                run.requireSuccess();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the collector did not start within " + START_PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(50);
        }
    }

    private Truth send(int port, CollectRun run) throws Exception {
        TrafficRun traffic =
                new TrafficRun(
                        TrafficOptions.builder()
                                .to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                                .rate(rate)
                                .duration(Duration.ofSeconds(seconds))
                                .exporters(3)
                                .engines(2)
                                .loss(LOSS)
                                .seed(5)
                                .build());
        CompletableFuture<Truth> sending =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return traffic.call();
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        for (int second = 1; !sending.isDone(); second++) {
            Thread.sleep(1000);
            if (second % 4 == 0 && !sending.isDone()) {
                CollectProgress now = run.progress();
                System.out.printf(
                        "   %3d s  %,12d flows received  %,4d files committed  backlog %,d KiB%n",
                        second, now.flows(), now.files(), now.read().backlogBytes() / 1024);
            }
        }
        return sending.get();
    }

    private static void compare(Truth truth, CollectProgress collected, Path warehouse)
            throws IOException {
        long[] stored = stored(warehouse.resolve("flows"));
        System.out.println();
        System.out.printf(
                "   generated       %,12d flows%n",
                truth.sent().flows() + truth.withheld().flows());
        System.out.printf(
                "   lost on purpose %,12d flows, %,d octets (%.1f MiB) in %,d datagrams%n",
                truth.withheld().flows(),
                truth.withheld().octets(),
                truth.withheld().octets() / (double) (1 << 20),
                truth.withheld().datagrams());
        System.out.printf(
                "   sent            %,12d flows, %,d octets%n",
                truth.sent().flows(), truth.sent().octets());
        System.out.printf(
                "   archived        %,12d flows, %,d octets%n",
                collected.flows(), collected.octets());
        System.out.printf(
                "   entered as lost %,12d flows, of %,d that sequence numbers can show%n",
                collected.lostFlows(), truth.detectableLostFlows());
        System.out.printf(
                "   dropped here    %,12d datagrams by the kernel, %,d by the spool%n",
                Math.max(0, collected.kernelDrops()), collected.spoolDrops());
        System.out.println(
                truth.sent().flows() == collected.flows()
                                && truth.sent().octets() == collected.octets()
                        ? "   => every flow that arrived is archived, exactly once"
                        : "   => archived and sent differ: see the drops above");
        System.out.printf(
                "%n   Parquet: %,d files, %,d bytes, %.1f bytes per flow, in %s%n%n",
                stored[0],
                stored[1],
                stored[1] / (double) Math.max(1, collected.flows()),
                warehouse.resolve("flows"));
    }

    private static long[] stored(Path flows) throws IOException {
        long[] sums = new long[2];
        try (var files = Files.walk(flows)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")) {
                    sums[0]++;
                    sums[1] += Files.size(file);
                }
            }
        }
        return sums;
    }

    private static void questions(Path warehouse) throws Exception {
        TableEnvironment tables = Ledger.open(warehouse.toUri().toString().replaceAll("/+$", ""));
        ask(
                tables,
                "Top talkers",
                """
                SELECT ip_text(src_addr) AS source, COUNT(*) AS flows, SUM(packets) AS packets, SUM(`bytes`) AS octets
                FROM flows GROUP BY src_addr ORDER BY octets DESC LIMIT 5""");
        ask(
                tables,
                "Traffic per minute of receipt",
                """
                SELECT DATE_FORMAT(received_at, 'HH:mm') AS `minute`, COUNT(*) AS flows, SUM(packets) AS packets,
                  SUM(`bytes`) AS octets
                FROM flows GROUP BY DATE_FORMAT(received_at, 'HH:mm') ORDER BY `minute`""");
        ask(
                tables,
                "What was lost",
                """
                SELECT exporter, engine_id, cause, COUNT(*) AS gaps, SUM(lost_flows) AS flows, MAX(lost_flows) AS largest
                FROM losses GROUP BY exporter, engine_id, cause ORDER BY flows DESC LIMIT 5""");
        ask(
                tables,
                "By protocol",
                """
                SELECT proto_name(proto) AS protocol, COUNT(*) AS flows, SUM(packets) AS packets, SUM(`bytes`) AS octets
                FROM flows GROUP BY proto ORDER BY octets DESC LIMIT 5""");
    }

    private static void ask(TableEnvironment tables, String title, String statement)
            throws Exception {
        System.out.println("-- " + title);
        System.out.println(statement.strip());
        System.out.println();
        ResultFormat.TABLE.print(Answer.of(tables.executeSql(statement)), System.out);
        System.out.println();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
