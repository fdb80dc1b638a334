package io.flowledger.bench.flood;

import io.flowledger.netflow.wire.V5Layout;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * The senders of a flood, one at a time: a channel bound to an address and port of its own, closed
 * when the next one's turn comes, so that a million of them need one file descriptor. Not
 * connected: a connected channel of Java sends no empty datagrams.
 */
final class Senders implements Closeable {

    /** Source ports used, from {@link #FIRST_PORT} on: below those the system hands out. */
    static final int PORTS = 20_000;

    private static final int FIRST_PORT = 10_000;
    private static final int FIRST_ADDRESS = 127 << 24 | 128 << 16 | 1;

    private final InetSocketAddress to;
    private final ByteBuffer out = ByteBuffer.allocateDirect(FloodKind.LARGEST_PAYLOAD);
    private DatagramChannel channel;

    Senders(InetSocketAddress to) {
        this.to = to;
    }

    /** Sends as the n-th sender from now on. */
    void become(int sender) throws IOException {
        close();
        InetSocketAddress from = from(sender);
        channel = DatagramChannel.open();
        try {
            channel.bind(from);
        } catch (IOException e) {
            throw new IOException("cannot send from " + from + " to " + to + ": " + e.getMessage());
        }
    }

    void send(byte[] bytes, int length) throws IOException {
        out.clear().put(bytes, 0, length).flip();
        try {
            channel.send(out, to);
        } catch (IOException e) {
            throw new IOException("cannot send " + length + " bytes to " + to + ": " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private InetSocketAddress from(int sender) throws IOException {
        int port = FIRST_PORT + sender % PORTS;
        if (!FloodPlan.onLoopback(to)) {
            return new InetSocketAddress(port);
        }
        byte[] raw = new byte[4];
        V5Layout.put32(raw, 0, FIRST_ADDRESS + (long) sender);
        return new InetSocketAddress(InetAddress.getByAddress(raw), port);
    }
}
