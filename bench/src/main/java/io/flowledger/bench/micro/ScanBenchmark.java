package io.flowledger.bench.micro;

import io.flowledger.archive.read.Condition;
import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.read.ValueRanges;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.io.LocalInputFile;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Columns of a file of flows read into batches, footer included, from the page cache; per row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ScanBenchmark {

    private static final int DATAGRAMS = 60_000;
    private static final int ROWS = DATAGRAMS * SampleDatagrams.RECORDS_PER_DATAGRAM;
    private static final long MICROS_PER_DATAGRAM = 30;
    private static final int PORT = 40_000;
    private static final int HTTPS = 443;

    private Path file;

    @Setup
    public void write() throws IOException {
        file = Files.createTempFile("flows", ".parquet");
        long start = SampleDatagrams.START.toEpochMilli() * 1000;
        byte[][] payloads = SampleDatagrams.generate(DATAGRAMS);
        try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                OutputStream out = Files.newOutputStream(file)) {
            DatagramWriter writer = group.openFlows(out);
            for (int i = 0; i < DATAGRAMS; i++) {
                writer.write(
                        ExportDatagram.accepted(
                                start + i * MICROS_PER_DATAGRAM,
                                0,
                                ExporterAddress.ofIpv4(0x7F000001),
                                PORT,
                                payloads[i],
                                0,
                                payloads[i].length,
                                0));
            }
            writer.finish();
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long addressAndBytes() throws IOException {
        return scan(List.of(FlowColumn.SRC_ADDR, FlowColumn.BYTES), RowFilter.NONE);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long portAndProtocol() throws IOException {
        return scan(List.of(FlowColumn.DST_PORT, FlowColumn.PROTO), RowFilter.NONE);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long timeAndExporter() throws IOException {
        return scan(List.of(FlowColumn.RECEIVED_AT, FlowColumn.EXPORTER), RowFilter.NONE);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long bytesOfOnePort() throws IOException {
        RowFilter https =
                RowFilter.NONE.withNumbers(
                        FlowColumn.DST_PORT,
                        new Condition<>(ValueRanges.between(HTTPS, HTTPS), false));
        return scan(List.of(FlowColumn.BYTES), https);
    }

    private long scan(List<FlowColumn> columns, RowFilter filter) throws IOException {
        long rows = 0;
        try (TableReader reader =
                TableReader.open(
                        new LocalInputFile(file),
                        file.toString(),
                        columns,
                        filter,
                        0,
                        Long.MAX_VALUE)) {
            RowBatch batch = reader.newBatch();
            while (reader.next(batch)) {
                rows += batch.rows();
            }
        }
        return rows;
    }
}
