package io.flowledger.bench.micro;

import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.io.OutputStream;
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

/** A whole Parquet file of the flows table, all columns, zstd 1, to nowhere; per record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class WriterBenchmark {

    private static final int DATAGRAMS = 30_000;
    private static final int RECORDS = DATAGRAMS * SampleDatagrams.RECORDS_PER_DATAGRAM;
    private static final long MICROS_PER_DATAGRAM = 30;
    private static final int PORT = 40_000;

    private final ExportDatagram[] datagrams = new ExportDatagram[DATAGRAMS];

    @Setup
    public void generate() {
        byte[][] payloads = SampleDatagrams.generate(DATAGRAMS);
        long start = SampleDatagrams.START.toEpochMilli() * 1000;
        for (int i = 0; i < DATAGRAMS; i++) {
            datagrams[i] =
                    ExportDatagram.accepted(
                            start + i * MICROS_PER_DATAGRAM,
                            0,
                            ExporterAddress.ofIpv4(0x7F000001),
                            PORT,
                            payloads[i],
                            0,
                            payloads[i].length,
                            0);
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void write() throws IOException {
        try (WriterGroup group = new WriterGroup(FileOptions.defaults())) {
            DatagramWriter writer = group.openFlows(OutputStream.nullOutputStream());
            for (ExportDatagram datagram : datagrams) {
                writer.write(datagram);
            }
            writer.finish();
        }
    }
}
