package io.flowledger.cli;

import io.flowledger.jobs.CollectProgress;
import io.flowledger.jobs.CollectRun;
import io.flowledger.jobs.ExporterProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.Path;

/** What a person sees while a collect or import runs, and the summary at its end. */
final class CollectConsole {

    private static final long REFRESH_MILLIS = 1000;
    private static final long POLL_MILLIS = 50;

    private final CollectRun run;
    private final StatusLine line = new StatusLine(System.err);
    private final Instant began = Instant.now();
    private final Set<String> said = new HashSet<>();
    private final TroubleNotices trouble;
    private CollectProgress before;
    private long beforeNanos = System.nanoTime();

    CollectConsole(CollectRun run, Path warehouse) {
        this.run = run;
        trouble = new TroubleNotices(warehouse.toString());
        this.before = run.progress();
    }

    private void remarks() {
        for (String remark : run.remarks()) {
            if (said.add(remark)) {
                line.say(remark);
            }
        }
    }

    /** Blocks until the run is over; asks it to drain when a stop is requested. */
    void follow(StopSignal stop, String listening) throws InterruptedException {
        boolean announced = false;
        boolean draining = false;
        while (!run.isOver()) {
            if (!announced && run.isListening()) {
                line.say(
                        listening
                                + (run.isResumed() ? " (goes on where the last run stopped)" : ""));
                announced = true;
            }
            if (!draining && (stop.isRequested() || run.isPeriodOver())) {
                line.say("stopping: reading the spool to its end, committing files");
                run.drain();
                draining = true;
            }
            if (announced) {
                remarks();
                status();
            }
            pause(stop, announced, draining);
        }
        line.end();
        remarks();
    }

    private void pause(StopSignal stop, boolean announced, boolean draining)
            throws InterruptedException {
        long until =
                System.nanoTime()
                        + Duration.ofMillis(announced ? REFRESH_MILLIS : POLL_MILLIS).toNanos();
        while (System.nanoTime() < until && !run.await(POLL_MILLIS)) {
            if (stop.isRequested() && !draining) {
                return;
            }
        }
    }

    private void status() {
        CollectProgress now = run.progress();
        trouble.look(run.lastFailure(), now.lastCommit()).ifPresent(line::say);
        long nanos = System.nanoTime();
        double seconds = Math.max(1, nanos - beforeNanos) / 1e9;
        line.show(
                String.format(
                        "%s datagrams · %s flows · %s exporters · lost %s · refused %s · kernel drops %s · backlog %s · files %s · %s",
                        Amounts.rate(Math.max(0, now.datagrams() - before.datagrams()) / seconds),
                        Amounts.rate(Math.max(0, now.flows() - before.flows()) / seconds),
                        Amounts.count(now.read().exporters()),
                        lost(now),
                        Amounts.count(now.quarantined()),
                        Amounts.unknownIfNegative(now.kernelDrops()),
                        Amounts.bytes(now.read().backlogBytes()),
                        Amounts.count(now.files()),
                        now.lastCommit()
                                .map(
                                        at ->
                                                "committed "
                                                        + Amounts.duration(
                                                                Duration.between(at, Instant.now()))
                                                        + " ago")
                                .orElse("nothing committed yet")));
        before = now;
        beforeNanos = nanos;
    }

    /** {@code 1,234 (0.12 %)}. */
    private static String lost(CollectProgress now) {
        long lost = now.lostFlows();
        if (lost <= 0) {
            return "0";
        }
        double percent = 100.0 * lost / (lost + now.flows());
        return Amounts.count(lost) + String.format(Locale.ROOT, " (%.2f %%)", percent);
    }

    Map<String, Object> summary() {
        CollectProgress end = run.progress();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("seconds", Duration.between(began, Instant.now()).toSeconds());
        summary.put("datagrams", end.datagrams());
        summary.put("flows", end.flows());
        summary.put("packets", end.packets());
        summary.put("octets", end.octets());
        summary.put("exporters", end.read().exporters());
        summary.put("lostFlows", end.lostFlows());
        summary.put("duplicates", end.duplicates());
        summary.put("refused", end.quarantined());
        end.read()
                .refused()
                .forEach(
                        (reason, count) -> {
                            if (count > 0) {
                                summary.put("refused_" + reason.label(), count);
                            }
                        });
        end.read()
                .refusedVersions()
                .forEach((version, count) -> summary.put("refused_version_" + version, count));
        end.read()
                .refusingExporters()
                .forEach(
                        exporter ->
                                summary.put(
                                        "refused_from_" + exporter.exporter(), exporter.total()));
        summary.put("quarantineOmitted", end.quarantineOmitted());
        summary.put("notAllowed", end.notAllowed());
        summary.put("kernelDrops", end.kernelDrops() < 0 ? null : end.kernelDrops());
        summary.put("spoolDrops", end.spoolDrops());
        summary.put("backlogBytes", end.read().backlogBytes());
        summary.put("files", end.files());
        return summary;
    }

    /** What became of each exporter's flows in this run. */
    List<ExporterProgress> exporters() {
        return run.progress().exporters();
    }
}
