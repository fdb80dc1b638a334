package io.flowledger.bench.micro;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.cli.AccountingFile;
import io.flowledger.ledger.accounting.Accounting;
import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.Accounts;
import io.flowledger.ledger.accounting.DomainBudget;
import io.flowledger.ledger.accounting.View;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What accounting costs per flow, from datagrams in order of receipt to postings: a whole minute of
 * one exporter at 50,000 flows/s, with the views that are shipped or one of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 12)
@Measurement(iterations = 8)
@Fork(1)
public class AccountingBenchmark {

    private static final int FLOWS = 3_000_000;
    private static final long EXPORTER = ExporterAddress.ofIpv4(0x7F000001);

    @Param({"all", "exporters", "interfaces", "applications", "as_pairs", "top_sources"})
    private String views;

    private final List<ExportDatagram> datagrams = new ArrayList<>();
    private final Names names = new Names();
    private final Enrichment enrichment = Enrichment.none(names);
    private AccountingOptions options;
    private long postings;

    @Setup
    public void prepare() throws IOException {
        TrafficOptions traffic =
                TrafficOptions.builder()
                        .flows(FLOWS)
                        .recordsPerDatagram(SampleDatagrams.RECORDS_PER_DATAGRAM)
                        .rate(FLOWS / 60)
                        .start(SampleDatagrams.START)
                        .build();
        new TrafficRun(traffic)
                .into(
                        (socket, timeMicros, bytes, length) ->
                                datagrams.add(datagram(timeMicros, bytes, length)));
        AccountingOptions shipped =
                AccountingFile.shipped().options().withSettling(Duration.ofSeconds(5));
        options = views.equals("all") ? shipped : shipped.withViews(List.of(view(shipped, views)));
    }

    private static ExportDatagram datagram(long timeMicros, byte[] bytes, int length) {
        return ExportDatagram.accepted(
                timeMicros, 0, EXPORTER, 2055, Arrays.copyOf(bytes, length), 0, length, 0);
    }

    private static View view(AccountingOptions shipped, String name) {
        return shipped.views().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public long account() {
        DomainBudget budget = new DomainBudget(options.mostDomains());
        Accounts accounts =
                new Accounts(new Accounting(options, names, budget), () -> enrichment, true, 1_000);
        for (ExportDatagram datagram : datagrams) {
            accounts.add(datagram);
        }
        accounts.end(posting -> postings++);
        return postings;
    }
}
