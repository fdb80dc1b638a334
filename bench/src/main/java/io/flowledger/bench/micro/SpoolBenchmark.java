package io.flowledger.bench.micro;

import io.flowledger.netflow.spool.CommittedPosition;
import io.flowledger.netflow.spool.FrameBatch;
import io.flowledger.netflow.spool.SpoolFrame;
import io.flowledger.netflow.spool.SpoolOptions;
import io.flowledger.netflow.spool.SpoolReader;
import io.flowledger.netflow.spool.SpoolWriter;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Appending datagrams to the spool and reading them back, on one thread; per datagram. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SpoolBenchmark {

    private static final int DATAGRAMS = 10_000;
    private static final long QUOTA_BYTES = 8L << 30;
    private static final int MAX_ATTEMPTS = 10_000_000;
    private static final int BATCH_BYTES = 1 << 20;

    /** 1464 is a full datagram of 30 flows, 72 one of a single flow. */
    @Param({"1464", "72"})
    private int payloadBytes;

    private final long addressLow = ExporterAddress.ofIpv4(0x7F000001);
    private final SpoolFrame frame = new SpoolFrame();
    private ByteBuffer payload;
    private Path directory;
    private SpoolWriter writer;
    private SpoolReader reader;
    private long micros = 1_767_268_800_000_000L;

    @Setup
    public void open() throws IOException {
        byte[] datagram = SampleDatagrams.generate(1)[0];
        payload = ByteBuffer.allocateDirect(payloadBytes).put(datagram, 0, payloadBytes).flip();
        directory = Files.createTempDirectory("spool-benchmark");
        SpoolOptions options =
                SpoolOptions.defaults().withMaxBytes(QUOTA_BYTES).withRetention(Duration.ZERO);
        writer = SpoolWriter.open(directory, options);
        reader = SpoolReader.open(directory, 0);
    }

    /** What was read is given back, as a committed position does; so that the disk stays small. */
    @TearDown(Level.Iteration)
    public void release() throws IOException {
        drain();
    }

    @TearDown
    public void close() throws IOException {
        reader.close();
        writer.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(DATAGRAMS)
    public long appendAndRead() throws IOException {
        for (int i = 0; i < DATAGRAMS; i++) {
            append();
        }
        return drain();
    }

    /**
     * Faster than any socket delivers, the spool runs out of prepared segments and drops; here the
     * writer tries again, so the figure includes the making of segments.
     */
    private void append() {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            if (writer.appendDatagram(micros++, 0, addressLow, 2055, payload.rewind())) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("the spool keeps dropping: " + writer.problem());
    }

    private long drain() throws IOException {
        FrameBatch batch = new FrameBatch(BATCH_BYTES);
        long bytes = 0;
        while (reader.poll(batch) > 0) {
            for (int at = 0; at < batch.length(); at = frame.nextOffset()) {
                bytes += frame.wrap(batch.bytes(), at).payloadLength();
            }
        }
        CommittedPosition.write(directory, reader.position());
        return bytes;
    }
}
