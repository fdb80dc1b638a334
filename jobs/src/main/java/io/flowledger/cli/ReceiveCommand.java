package io.flowledger.cli;

import io.flowledger.netflow.receiver.ReceiverDaemon;
import io.flowledger.netflow.spool.ReceiverStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The receiver alone, as a daemon: keeps receiving while collect jobs come and go. */
@Command(
        name = "receive",
        description =
                "Receives datagrams into a spool, and nothing else; a collect job attaches to it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  flowledger receive --listen 0.0.0.0:2055 --spool /var/spool/flowledger",
            "  flowledger collect --attach /var/spool/flowledger --warehouse file:///srv/flows"
        })
final class ReceiveCommand implements Callable<Integer> {

    private static final Duration REFRESH = Duration.ofSeconds(1);

    @Spec private CommandSpec spec;

    @Mixin private ReceiverFlags flags;

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            description = "Where the spool is kept, on a local disk.")
    private Path spool;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Stop by itself after that long.")
    private Duration period;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The same options in a YAML file.")
    private File config;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "Closing summary: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Override
    public Integer call() throws Exception {
        if (config != null) {
            ConfigFile.apply(config, spec);
        }
        if (spool == null) {
            throw new IllegalArgumentException(
                    "--spool DIR is missing: say where received datagrams are kept");
        }
        if (flags.listen.isEmpty()) {
            throw new IllegalArgumentException(
                    "--listen HOST:PORT is missing: say where exporters send to");
        }
        try (StopSignal stop = new StopSignal(Duration.ofSeconds(30));
                ReceiverDaemon daemon =
                        ReceiverDaemon.open(
                                flags.endpoints(), flags.sockets, flags.template(), spool)) {
            run(daemon, stop);
            daemon.close();
            summary(daemon.totals());
        }
        return 0;
    }

    private void run(ReceiverDaemon daemon, StopSignal stop)
            throws InterruptedException, IOException {
        StatusLine line = new StatusLine(System.err);
        System.err.println("listening on " + String.join(", ", flags.listen) + ", spool " + spool);
        Set<String> said = new HashSet<>();
        long deadline = period == null ? Long.MAX_VALUE : System.nanoTime() + period.toNanos();
        ReceiverStatus before = daemon.totals();
        while (System.nanoTime() < deadline && !stop.await(REFRESH)) {
            for (String remark : daemon.remarks()) {
                if (said.add(remark)) {
                    line.say(remark);
                }
            }
            ReceiverStatus now = daemon.totals();
            line.show(
                    String.format(
                            "%s datagrams/s · %s received · kernel drops %s · spool drops %s · not allowed %s",
                            Amounts.count(now.datagrams() - before.datagrams()),
                            Amounts.count(now.datagrams()),
                            Amounts.unknownIfNegative(now.kernelDrops()),
                            Amounts.count(now.spoolDrops()),
                            Amounts.count(now.notAllowed())));
            before = now;
        }
        line.end();
    }

    private void summary(ReceiverStatus totals) throws IOException {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("datagrams", totals.datagrams());
        summary.put("bytes", totals.bytes());
        summary.put("kernelDrops", totals.kernelDrops() < 0 ? null : totals.kernelDrops());
        summary.put("spoolDrops", totals.spoolDrops());
        summary.put("notAllowed", totals.notAllowed());
        Summary.print(format, "received", summary);
    }
}
