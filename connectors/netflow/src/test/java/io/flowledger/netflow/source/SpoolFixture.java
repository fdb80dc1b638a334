package io.flowledger.netflow.source;

import io.flowledger.netflow.spool.ReceiverMark;
import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.spool.SpoolOptions;
import io.flowledger.netflow.spool.SpoolWriter;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A spool written by hand; every frame is received one millisecond after the one before. */
final class SpoolFixture implements Closeable {

    static final int PORT = 5_000;

    final Path directory;
    private final SpoolWriter writer;
    private long micros;

    SpoolFixture(Path directory, long startMillis) throws IOException {
        this.directory = directory;
        micros = startMillis * 1_000;
        writer = SpoolWriter.open(directory, SpoolOptions.defaults().withSegmentBytes(256 << 10));
    }

    SpoolFixture datagrams(int from, int to) {
        for (int sequence = from; sequence < to; sequence++) {
            payload(TestExporter.datagram(sequence));
        }
        return this;
    }

    SpoolFixture payload(byte[] payload) {
        long address = ExporterAddress.ofIpv4(0x0A00_0001);
        writer.appendDatagram(tick(), 0, address, PORT, ByteBuffer.wrap(payload));
        return this;
    }

    SpoolFixture start() {
        writer.appendStart(tick(), new ReceiverMark(1, micros, "test"));
        return this;
    }

    SpoolFixture status(long kernelDrops) {
        writer.appendStatus(tick(), new ReceiverStatus(kernelDrops, 4_096, 0, 0, 2, 3));
        return this;
    }

    long position() {
        return writer.position();
    }

    long millis() {
        return micros / 1_000;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private long tick() {
        micros += 1_000;
        return micros;
    }
}
