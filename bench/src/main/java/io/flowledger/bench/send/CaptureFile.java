package io.flowledger.bench.send;

import io.flowledger.bench.traffic.DatagramSink;
import io.flowledger.bench.traffic.SocketName;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.netflow.capture.PcapWriter;
import io.flowledger.netflow.wire.V5Layout;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The datagrams of a run as a capture file; writes nothing if no capture was asked for. */
final class CaptureFile implements DatagramSink, Closeable {

    private static final int LOOPBACK = 0x7F00_0001;
    private static final int DEFAULT_COLLECTOR_PORT = 2055;

    private final PcapWriter writer;
    private final int toAddress;
    private final int toPort;
    private int[] fromAddresses;
    private int[] fromPorts;

    private CaptureFile(PcapWriter writer, int toAddress, int toPort) {
        this.writer = writer;
        this.toAddress = toAddress;
        this.toPort = toPort;
    }

    static CaptureFile open(TrafficOptions options) throws IOException {
        if (options.pcap() == null) {
            return new CaptureFile(null, 0, 0);
        }
        InetSocketAddress to = options.to();
        int address = to == null ? LOOPBACK : ipv4(to.getAddress(), options.pcap());
        int port = to == null ? DEFAULT_COLLECTOR_PORT : to.getPort();
        try {
            return new CaptureFile(PcapWriter.open(options.pcap()), address, port);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "cannot write " + options.pcap() + ": its directory does not exist", e);
        } catch (FileSystemException e) {
            throw new IOException("cannot write " + options.pcap() + ": " + e.getReason(), e);
        }
    }

    /** Says where each socket sends from; once, before the first datagram. */
    void name(List<SocketName> names) throws IOException {
        fromAddresses = new int[names.size()];
        fromPorts = new int[names.size()];
        for (int i = 0; i < fromAddresses.length; i++) {
            byte[] raw = InetAddress.getByName(names.get(i).address()).getAddress();
            fromAddresses[i] = raw.length == 4 ? V5Layout.i32(raw, 0) : 0;
            fromPorts[i] = names.get(i).port();
        }
    }

    @Override
    public void send(int socket, long timeMicros, byte[] bytes, int length) throws IOException {
        if (writer != null) {
            writer.write(
                    timeMicros,
                    fromAddresses[socket],
                    fromPorts[socket],
                    toAddress,
                    toPort,
                    bytes,
                    0,
                    length);
        }
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    private static int ipv4(InetAddress address, Path file) throws IOException {
        byte[] raw = address.getAddress();
        if (raw.length != 4) {
            throw new IOException(
                    "cannot write "
                            + file
                            + ": captures are IPv4, and "
                            + address.getHostAddress()
                            + " is not");
        }
        return V5Layout.i32(raw, 0);
    }
}
