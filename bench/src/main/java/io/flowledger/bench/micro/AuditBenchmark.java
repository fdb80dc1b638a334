package io.flowledger.bench.micro;

import io.flowledger.ledger.sequence.AuditEvents;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionAudit;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.ledger.sequence.Sighting;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Layout;
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

/**
 * What the sequence audit costs for a full datagram: its hash, its sums, its place; per datagram.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AuditBenchmark {

    private static final int DATAGRAMS = 1_024;
    private static final long MICROS_APART = 50;

    /** One datagram in so many is missing; 0: none. */
    @Param({"0", "50"})
    private int missingOneIn;

    private final Sighting sighting = new Sighting();
    private final Counting events = new Counting();
    private byte[][] payloads;
    private SessionAudit audit;
    private long micros;
    private int sequence;
    private int next;

    @Setup
    public void prepare() {
        payloads = SampleDatagrams.generate(DATAGRAMS);
        audit =
                new SessionAudit(
                        new SessionKey(0, ExporterAddress.ofIpv4(0x7F000001), 2055, 0, 0),
                        AuditOptions.defaults());
        micros = SampleDatagrams.START.toEpochMilli() * 1_000;
    }

    @Benchmark
    public SessionAudit.Verdict add() {
        next++;
        if (missingOneIn > 0 && next % missingOneIn == 0) {
            sequence += SampleDatagrams.RECORDS_PER_DATAGRAM;
        }
        byte[] bytes = payloads[next & DATAGRAMS - 1];
        micros += MICROS_APART;
        V5Layout.put32(bytes, V5Layout.FLOW_SEQUENCE, sequence & 0xFFFF_FFFFL);
        V5Layout.put32(bytes, V5Layout.SYS_UPTIME, micros / 1_000 & 0xFFFF_FFFFL);
        V5Layout.put32(bytes, V5Layout.UNIX_SECS, micros / 1_000_000);
        sequence += SampleDatagrams.RECORDS_PER_DATAGRAM;
        sighting.read(
                ExportDatagram.accepted(
                        micros,
                        0,
                        ExporterAddress.ofIpv4(0x7F000001),
                        2055,
                        bytes,
                        0,
                        bytes.length,
                        0));
        return audit.add(sighting, events);
    }

    /** Keeps what it hears from being optimised away. */
    private static final class Counting implements AuditEvents {
        private long heard;

        @Override
        public void missing(MissingRange range) {
            heard += range.units();
        }

        @Override
        public void report(SessionReport report) {
            heard++;
        }
    }
}
