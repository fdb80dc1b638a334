package io.flowledger.bench.send;

import io.flowledger.bench.traffic.DatagramSink;
import io.flowledger.bench.traffic.SocketName;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.netflow.wire.V5Layout;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * One connected, blocking UDP channel per exporter process. Connected, because the kernel then
 * looks the route up once; blocking, because a full send buffer must wait and not lose.
 *
 * <p>To a collector on loopback each exporter sends from an address of its own, 127.0.0.1,
 * 127.0.0.2 and so on; to any other, exporters share this machine's address and differ in port.
 */
final class UdpSockets implements DatagramSink, Closeable {

    private static final int LOOPBACK_NET = 127 << 24;
    private static final int SEND_BUFFER_BYTES = 4 << 20;
    private static final int MAX_ATTEMPTS = 100;

    private final InetSocketAddress to;
    private final PrintStream warnings;
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final List<SocketName> names = new ArrayList<>();
    private final ByteBuffer out = ByteBuffer.allocateDirect(V5Layout.MAX_UDP_PAYLOAD);
    private long payloads;
    private long unreachable;

    private UdpSockets(InetSocketAddress to, PrintStream warnings) {
        this.to = to;
        this.warnings = warnings;
    }

    static UdpSockets open(TrafficOptions options, PrintStream warnings) throws IOException {
        UdpSockets sockets = new UdpSockets(options.to(), warnings);
        try {
            for (int socket = 0; socket < options.sockets(); socket++) {
                sockets.add(options.exporterOf(socket));
            }
            return sockets;
        } catch (IOException | RuntimeException e) {
            sockets.close();
            throw e;
        }
    }

    /** Loopback address of the n-th exporter, 127.0.0.1 being the first. */
    static InetAddress loopbackAddress(int exporter) throws IOException {
        byte[] raw = new byte[4];
        V5Layout.put32(raw, 0, LOOPBACK_NET + 1L + exporter);
        return InetAddress.getByAddress(raw);
    }

    @Override
    public void send(int socket, long timeMicros, byte[] bytes, int length) throws IOException {
        DatagramChannel channel = channels.get(socket);
        for (int attempt = 1; ; attempt++) {
            out.clear().put(bytes, 0, length).flip();
            try {
                channel.write(out);
                payloads++;
                return;
            } catch (PortUnreachableException e) {
                // The kernel reports an earlier datagram's rejection here and does not send this
                // one.
                refusedByPeer();
                if (attempt == MAX_ATTEMPTS) {
                    throw new IOException(
                            "cannot send to " + text(to) + ": every attempt is refused", e);
                }
            } catch (IOException e) {
                throw new IOException("cannot send to " + text(to) + ": " + e.getMessage(), e);
            }
        }
    }

    List<SocketName> names() {
        return names;
    }

    long payloads() {
        return payloads;
    }

    /** Payloads that the collector's machine answered with "port unreachable". */
    long unreachable() {
        return unreachable;
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel channel : channels) {
            channel.close();
        }
    }

    private void add(int exporter) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channels.add(channel);
        InetSocketAddress from = null;
        if (to.getAddress().isLoopbackAddress() && to.getAddress().getAddress().length == 4) {
            from = new InetSocketAddress(loopbackAddress(exporter), 0);
        }
        try {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            channel.bind(from);
            channel.connect(to);
        } catch (IOException e) {
            throw new IOException(
                    "cannot send from "
                            + (from == null ? "this machine" : text(from))
                            + " to "
                            + text(to)
                            + ": "
                            + e.getMessage(),
                    e);
        }
        InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
        names.add(new SocketName(local.getAddress().getHostAddress(), local.getPort()));
    }

    private void refusedByPeer() {
        if (unreachable++ == 0) {
            warnings.println(
                    "flowledger: warning: nobody listens on "
                            + text(to)
                            + " (port unreachable); sending on, what is sent meanwhile is lost");
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
