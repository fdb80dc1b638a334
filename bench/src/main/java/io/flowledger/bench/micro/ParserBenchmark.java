package io.flowledger.bench.micro;

import io.flowledger.netflow.wire.PayloadParser;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.V5Layout;
import io.flowledger.netflow.wire.V5Record;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Validation of a payload, and reading every field of its records; per record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParserBenchmark {

    private static final int DATAGRAMS = 1_000;
    private static final int RECORDS = DATAGRAMS * SampleDatagrams.RECORDS_PER_DATAGRAM;

    private final PayloadParser parser = new PayloadParser();
    private final Acceptance acceptance = new Acceptance();
    private final V5Record record = new V5Record();
    private byte[][] payloads;

    @Setup
    public void generate() {
        payloads = SampleDatagrams.generate(DATAGRAMS);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long validate() {
        for (byte[] payload : payloads) {
            parser.parse(payload, 0, payload.length, acceptance);
        }
        return acceptance.bytes;
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void readAllFields(Blackhole hole) {
        for (byte[] payload : payloads) {
            for (int at = V5Layout.HEADER_LENGTH; at < payload.length; ) {
                record.wrap(payload, at);
                hole.consume(
                        record.srcAddr()
                                + record.dstAddr()
                                + record.nextHop()
                                + record.inIf()
                                + record.outIf()
                                + record.packets()
                                + record.octets()
                                + record.first()
                                + record.last()
                                + record.srcPort()
                                + record.dstPort()
                                + record.tcpFlags()
                                + record.proto()
                                + record.tos()
                                + record.srcAs()
                                + record.dstAs()
                                + record.srcMask()
                                + record.dstMask());
                at += V5Layout.RECORD_LENGTH;
            }
        }
    }

    private static final class Acceptance implements PayloadParser.Handler {
        private long bytes;

        @Override
        public void datagram(int offset, int length, int repairs) {
            bytes += length;
        }

        @Override
        public void refused(int offset, int length, Refusal refusal) {
            throw new IllegalStateException("a generated datagram was refused: " + refusal);
        }

        @Override
        public void trailing(int offset, int length) {
            throw new IllegalStateException("a generated datagram had trailing bytes");
        }
    }
}
