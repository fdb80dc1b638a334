package io.flowledger.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The whole collector at a fixed rate, from socket to committed files. */
final class CollectBench {

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(5);
    private static final long WATCH_MILLIS = 200;

    private final Workbench workbench;
    private final List<String> collectOptions;

    /**
     * Prepares a run.
     *
     * @param collectOptions further arguments of {@code flowledger collect}
     */
    CollectBench(Workbench workbench, List<String> collectOptions) {
        this.workbench = workbench;
        this.collectOptions = collectOptions;
    }

    CollectResult run(long rate, Duration duration, int recordsPerDatagram, int recordPool)
            throws Exception {
        InetSocketAddress to = Workbench.freePort();
        Path trial = workbench.nextTrial();
        Path heapLog = trial.resolve("gc.log");
        try (ChildProcess collector =
                ChildProcess.start(
                        command(to, trial),
                        trial.resolve("stderr"),
                        "-Xlog:gc:file=" + heapLog,
                        START_PATIENCE)) {
            double cpuBefore = collector.cpuSeconds();
            TrafficRun run =
                    new TrafficRun(
                            TrafficOptions.builder()
                                    .to(to)
                                    .rate(rate)
                                    .duration(duration)
                                    .recordsPerDatagram(recordsPerDatagram)
                                    .recordPool(recordPool)
                                    .build());
            Truth truth = sendWatching(run, collector);
            long stopping = System.nanoTime();
            JsonNode summary = collector.stop(STOP_PATIENCE);
            double drainSeconds = (System.nanoTime() - stopping) / 1e9;
            long[] stored = Workbench.filesAndBytes(trial.resolve("warehouse"), ".parquet");
            return new CollectResult(
                    rate,
                    truth.payloadsSent(),
                    truth.sent().flows(),
                    Summary.number(summary, "datagrams"),
                    Summary.number(summary, "flows"),
                    Summary.number(summary, "refused"),
                    Summary.number(summary, "kernelDrops"),
                    Summary.number(summary, "spoolDrops"),
                    run.elapsedSeconds(),
                    drainSeconds,
                    collector.cpuSeconds() - cpuBefore,
                    collector.peakResidentBytes(),
                    HeapLog.read(heapLog),
                    stored[0],
                    stored[1]);
        } finally {
            workbench.discard(trial);
        }
    }

    private List<String> command(InetSocketAddress to, Path trial) {
        List<String> command = new ArrayList<>();
        command.add(workbench.launcher().toString());
        command.addAll(List.of("collect", "--listen", "127.0.0.1:" + to.getPort()));
        command.addAll(List.of("--warehouse", trial.resolve("warehouse").toString()));
        command.addAll(List.of("--spool", trial.resolve("spool").toString()));
        command.addAll(List.of("--format", "json"));
        command.addAll(collectOptions);
        return command;
    }

    /** Ends the sending at once if the collector dies. */
    private static Truth sendWatching(TrafficRun run, ChildProcess collector) throws Exception {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                while (collector.isAlive()) {
                                    Thread.sleep(WATCH_MILLIS);
                                }
                                run.stop();
                            } catch (InterruptedException done) {
                                // The sending is over.
                            }
                        },
                        "bench-watch");
        watch.start();
        try {
            Truth truth = run.call();
            if (!collector.isAlive()) {
                throw new IOException("the collector ended while it was being sent to");
            }
            return truth;
        } finally {
            watch.interrupt();
        }
    }
}
