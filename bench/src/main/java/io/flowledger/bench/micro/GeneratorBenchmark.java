package io.flowledger.bench.micro;

import io.flowledger.bench.traffic.TrafficEngine;
import io.flowledger.bench.traffic.TrafficOptions;
import java.io.IOException;
import java.time.Duration;
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

/** Drawing, writing and counting a flow without sending it; per record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GeneratorBenchmark {

    /** Records drawn once and repeated; 0: every record is drawn. */
    @Param({"0", "100000"})
    private int recordPool;

    private TrafficEngine engine;
    private long micros = 1_767_268_800_000_000L;
    private long bytesSent;

    @Setup
    public void start() {
        TrafficOptions options =
                TrafficOptions.builder()
                        .duration(Duration.ofDays(1))
                        .recordPool(recordPool)
                        .build();
        engine =
                new TrafficEngine(
                        options, micros, (socket, time, bytes, length) -> bytesSent += length);
    }

    @Benchmark
    @OperationsPerInvocation(SampleDatagrams.RECORDS_PER_DATAGRAM)
    public long record() throws IOException {
        micros += 30;
        engine.next(micros, Long.MAX_VALUE);
        return bytesSent;
    }
}
