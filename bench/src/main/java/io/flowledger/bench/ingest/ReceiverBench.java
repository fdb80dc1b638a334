package io.flowledger.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The receiver daemon alone: a trial sends at one rate and asks what reached the spool. */
final class ReceiverBench implements RateSearch.Trial<ReceiverResult> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RECORD_POOL = 60_000;
    private static final long SETTLE_MILLIS = 300;

    /** A second at a tenth of the rate, so that the trial measures compiled code. */
    private static final double WARM_UP_SHARE = 0.1;

    private final Workbench workbench;
    private final int recordsPerDatagram;
    private final Duration duration;
    private final PrintWriter progress;

    ReceiverBench(
            Workbench workbench, int recordsPerDatagram, Duration duration, PrintWriter progress) {
        this.workbench = workbench;
        this.recordsPerDatagram = recordsPerDatagram;
        this.duration = duration;
        this.progress = progress;
    }

    /** Runs one trial at {@code rate} flows per second. */
    @Override
    public ReceiverResult at(long rate) throws Exception {
        InetSocketAddress to = Workbench.freePort();
        Path trial = workbench.nextTrial();
        List<String> command =
                List.of(
                        workbench.launcher().toString(),
                        "receive",
                        "--listen",
                        "127.0.0.1:" + to.getPort(),
                        "--spool",
                        trial.resolve("spool").toString(),
                        "--format",
                        "json");
        try (ChildProcess receiver =
                ChildProcess.start(command, trial.resolve("stderr"), "", PATIENCE)) {
            Truth warmUp =
                    send(to, Math.max(1, (long) (rate * WARM_UP_SHARE)), Duration.ofSeconds(1));
            Thread.sleep(SETTLE_MILLIS);
            double cpuBefore = receiver.cpuSeconds();
            TrafficRun run = run(to, rate, duration);
            Truth truth = run.call();
            Thread.sleep(SETTLE_MILLIS);
            double cpu = receiver.cpuSeconds() - cpuBefore;
            JsonNode summary = receiver.stop(PATIENCE);
            ReceiverResult result =
                    new ReceiverResult(
                            recordsPerDatagram,
                            rate,
                            truth.payloadsSent(),
                            Summary.number(summary, "datagrams") - warmUp.payloadsSent(),
                            Summary.number(summary, "kernelDrops"),
                            Summary.number(summary, "spoolDrops"),
                            run.elapsedSeconds(),
                            cpu);
            report(result);
            return result;
        } finally {
            workbench.discard(trial);
        }
    }

    @Override
    public boolean passed(ReceiverResult result) {
        return result.isLossFree() && result.isRateKept();
    }

    private Truth send(InetSocketAddress to, long rate, Duration length) throws Exception {
        return run(to, rate, length).call();
    }

    private TrafficRun run(InetSocketAddress to, long rate, Duration length) {
        return new TrafficRun(
                TrafficOptions.builder()
                        .to(to)
                        .rate(rate)
                        .duration(length)
                        .recordsPerDatagram(recordsPerDatagram)
                        .recordPool(RECORD_POOL)
                        .build());
    }

    private void report(ReceiverResult result) {
        progress.printf(
                Locale.ROOT,
                "  %d flows per datagram at %,d datagrams/s: sent %,d, spooled %,d, kernel drops"
                        + " %,d, %.2f of a core%s%n",
                recordsPerDatagram,
                result.askedFlowsPerSecond() / recordsPerDatagram,
                result.sentDatagrams(),
                result.spooledDatagrams(),
                result.kernelDrops(),
                result.receiverCpuSeconds() / result.seconds(),
                result.isRateKept() ? "" : " (the generator did not keep the rate)");
        progress.flush();
    }
}
