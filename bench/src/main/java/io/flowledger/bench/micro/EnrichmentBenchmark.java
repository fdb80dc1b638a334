package io.flowledger.bench.micro;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.EnrichmentException;
import io.flowledger.ledger.enrich.EnrichmentFiles;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.netflow.wire.ExporterAddress;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to look a flow up in the operator's files, and to load them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EnrichmentBenchmark {

    private static final EnrichmentFiles FILES =
            new EnrichmentFiles("prefixes", "interfaces", null, "applications");

    /** So many addresses that they are no help to the branch predictor. */
    private static final int FLOWS = 1 << 16;

    private static final int TCP = 6;

    @Param({"1000", "500000"})
    private int prefixes;

    private final int[] addresses = new int[FLOWS];
    private final int[] ports = new int[FLOWS];
    private SampleEnrichment access;
    private Enrichment enrichment;
    private int next;

    @Setup
    public void prepare() throws EnrichmentException {
        access = new SampleEnrichment(prefixes);
        enrichment = FILES.load(access, new Names());
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < FLOWS; i++) {
            addresses[i] = random.nextInt();
            ports[i] = random.nextInt(4) == 0 ? 443 : random.nextInt(1 << 16);
        }
    }

    /** Longest prefix match of a random address. */
    @Benchmark
    public int prefix() {
        return enrichment.prefixes().find(addresses[next++ & FLOWS - 1]);
    }

    @Benchmark
    public int interfaceOfExporter() {
        int at = addresses[next++ & FLOWS - 1] >>> 1;
        int exporter = 0xC0000200 | at % SampleEnrichment.EXPORTERS;
        return enrichment
                .interfaces()
                .find(0, ExporterAddress.ofIpv4(exporter), at % SampleEnrichment.INTERFACES + 1);
    }

    @Benchmark
    public int application() {
        int at = next++;
        return enrichment
                .applications()
                .application(
                        TCP,
                        addresses[at & FLOWS - 1],
                        ports[at & FLOWS - 1],
                        addresses[at + 1 & FLOWS - 1],
                        ports[at + 1 & FLOWS - 1]);
    }

    /** All files from bytes to tables. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Enrichment load() throws EnrichmentException {
        return FILES.load(access, new Names());
    }
}
