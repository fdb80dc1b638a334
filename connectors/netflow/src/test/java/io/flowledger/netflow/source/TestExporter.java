package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.V5Encoder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;

/** Sends numbered one-flow datagrams over loopback, slowly enough for any socket buffer. */
public final class TestExporter implements AutoCloseable {

    private static final int BURST = 40;

    private final DatagramSocket socket;
    private final InetSocketAddress collector;

    public TestExporter(int port) throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        collector = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Sequence numbers {@code from} to {@code to}, exclusive. */
    public void send(int from, int to) throws IOException, InterruptedException {
        for (int sequence = from; sequence < to; sequence++) {
            sendRaw(datagram(sequence));
            if (sequence % BURST == 0) {
                Thread.sleep(1);
            }
        }
    }

    public void sendRaw(byte[] payload) throws IOException {
        socket.send(new DatagramPacket(payload, payload.length, collector));
    }

    public static byte[] datagram(int sequence) {
        byte[] bytes = new byte[2_000];
        int length =
                new V5Encoder()
                        .start(bytes, 0)
                        .sysUptime(60_000)
                        .exportedAt(1_700_000_000L, 0)
                        .flowSequence(sequence)
                        .nextRecord()
                        .counters(1, 100)
                        .finish();
        return Arrays.copyOf(bytes, length);
    }

    public static int freePort() throws SocketException {
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
