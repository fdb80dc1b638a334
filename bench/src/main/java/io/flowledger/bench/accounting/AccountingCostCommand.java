package io.flowledger.bench.accounting;

import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.cli.AccountingFile;
import io.flowledger.ledger.accounting.Accounting;
import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.Accounts;
import io.flowledger.ledger.accounting.DomainBudget;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What accounting costs beside archiving: one after the other, in one thread, again and again. */
@Command(
        name = "accounting-cost",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "CPU time per flow of archiving generated traffic (all columns, zstd 1, to nowhere)",
            "and of accounting it (the views that are shipped, to postings), in turns."
        },
        footerHeading = "%nExample:%n",
        footer = "  flowledger bench accounting-cost --rounds 12")
public final class AccountingCostCommand implements Callable<Integer> {

    private static final Instant MINUTE = Instant.parse("2026-01-01T12:00:00Z");
    private static final long EXPORTER = ExporterAddress.ofIpv4(0x7F000001);

    @Spec private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Of which the first half warms up (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--rate",
            paramLabel = "FLOWS/S",
            defaultValue = "50000",
            description = "Of the generated minute (default ${DEFAULT-VALUE}).")
    private long rate;

    private final List<ExportDatagram> datagrams = new ArrayList<>();
    private final Names names = new Names();
    private final Enrichment none = Enrichment.none(names);

    @Override
    public Integer call() throws IOException {
        TrafficOptions traffic =
                TrafficOptions.builder()
                        .rate(rate)
                        .duration(Duration.ofMinutes(1))
                        .start(MINUTE)
                        .build();
        new TrafficRun(traffic)
                .into((socket, micros, bytes, length) -> keep(micros, bytes, length));
        AccountingOptions views =
                AccountingFile.shipped().options().withSettling(Duration.ofSeconds(5));
        PrintWriter out = spec.commandLine().getOut();
        double[] written = new double[rounds];
        double[] accounted = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long begun = cpuNanos();
            write();
            long between = cpuNanos();
            account(views);
            written[round] = perFlow(between - begun);
            accounted[round] = perFlow(cpuNanos() - between);
            out.printf(
                    Locale.ROOT,
                    "%s: archived %.0f ns/flow, accounted %.0f ns/flow%n",
                    round < rounds / 2 ? "warm-up" : "round " + (round + 1),
                    written[round],
                    accounted[round]);
            out.flush();
        }
        double ofWriting = median(written);
        double ofAccounting = median(accounted);
        out.printf(
                Locale.ROOT,
                "median: archived %.0f ns/flow, accounted %.0f ns/flow, %.2f of it%n",
                ofWriting,
                ofAccounting,
                ofAccounting / ofWriting);
        out.flush();
        return 0;
    }

    private void keep(long micros, byte[] bytes, int length) {
        datagrams.add(
                ExportDatagram.accepted(
                        micros, 0, EXPORTER, 2055, Arrays.copyOf(bytes, length), 0, length, 0));
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void write() throws IOException {
        try (WriterGroup group = new WriterGroup(FileOptions.defaults())) {
            DatagramWriter writer = group.openFlows(OutputStream.nullOutputStream());
            for (ExportDatagram datagram : datagrams) {
                writer.write(datagram);
            }
            writer.finish();
        }
    }

    private void account(AccountingOptions options) {
        DomainBudget budget = new DomainBudget(options.mostDomains());
        Accounts accounts =
                new Accounts(new Accounting(options, names, budget), () -> none, true, 1_000);
        datagrams.forEach(accounts::add);
        accounts.end(posting -> {});
    }

    private double perFlow(long nanos) {
        return (double) nanos / datagrams.stream().mapToLong(ExportDatagram::recordCount).sum();
    }

    private double median(double[] ofRounds) {
        double[] warm = Arrays.copyOfRange(ofRounds, rounds / 2, rounds);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
