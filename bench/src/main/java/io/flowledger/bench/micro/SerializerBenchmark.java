package io.flowledger.bench.micro;

import io.flowledger.netflow.source.ExportDatagramSerializer;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a full datagram costs on its way through a Flink exchange; per datagram. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SerializerBenchmark {

    private static final int DATAGRAMS = 1_024;

    private final ExportDatagramSerializer serializer = ExportDatagramSerializer.INSTANCE;
    private final DataOutputSerializer output = new DataOutputSerializer(4_096);
    private final DataInputDeserializer input = new DataInputDeserializer();
    private final ExportDatagram[] datagrams = new ExportDatagram[DATAGRAMS];
    private final byte[][] serialized = new byte[DATAGRAMS][];
    private int next;

    @Setup
    public void prepare() throws IOException {
        byte[][] payloads = SampleDatagrams.generate(DATAGRAMS);
        for (int i = 0; i < DATAGRAMS; i++) {
            long micros = 1_767_268_800_000_000L + i;
            long address = ExporterAddress.ofIpv4(0x7F000001);
            datagrams[i] =
                    ExportDatagram.accepted(
                            micros, 0, address, 2055, payloads[i], 0, payloads[i].length, 0);
            output.clear();
            serializer.serialize(datagrams[i], output);
            serialized[i] = output.getCopyOfBuffer();
        }
    }

    @Benchmark
    public int serialize() throws IOException {
        output.clear();
        serializer.serialize(datagrams[next++ & DATAGRAMS - 1], output);
        return output.length();
    }

    @Benchmark
    public ExportDatagram deserialize() throws IOException {
        input.setBuffer(serialized[next++ & DATAGRAMS - 1]);
        return serializer.deserialize(input);
    }
}
