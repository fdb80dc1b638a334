package io.flowledger.bench.send;

import io.flowledger.bench.traffic.DatagramSink;
import io.flowledger.bench.traffic.SocketName;
import io.flowledger.bench.traffic.TrafficOptions;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The datagrams of a run as a capture file; writes nothing if no capture was asked for. */
final class CaptureFile implements DatagramSink, Closeable {

    static CaptureFile open(TrafficOptions options) throws IOException {
        if (options.pcap() != null) {
            throw new IOException("captures cannot be written yet");
        }
        return new CaptureFile();
    }

    void name(List<SocketName> names) {}

    @Override
    public void send(int socket, long timeMicros, byte[] bytes, int length) {}

    @Override
    public void close() {}
}
