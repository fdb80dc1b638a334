package io.flowledger.bench.flood;

import io.flowledger.bench.traffic.DatagramSink;
import io.flowledger.bench.traffic.SocketName;
import io.flowledger.netflow.spool.ReceiverMark;
import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.spool.SpoolWriter;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Generated traffic into a spool, with what a receiver says beside it: that it starts, a status a
 * second, that it stops. Waits for the spool's next segment where a receiver would drop datagrams:
 * the generator is faster than any network.
 */
final class SpooledTraffic implements DatagramSink {

    private static final long STATUS_MICROS = 1_000_000;
    private static final int BUFFER_BYTES = 32 << 20;
    private static final int ATTEMPTS = 30_000;

    private final SpoolWriter writer;
    private final long[] high;
    private final long[] low;
    private final int[] ports;
    private long lastMicros;
    private long statusMicros;
    private long datagrams;
    private long bytes;

    SpooledTraffic(SpoolWriter writer, List<SocketName> senders) throws IOException {
        this.writer = writer;
        high = new long[senders.size()];
        low = new long[senders.size()];
        ports = new int[senders.size()];
        for (int i = 0; i < high.length; i++) {
            InetAddress address = InetAddress.getByName(senders.get(i).address());
            high[i] = ExporterAddress.high(address);
            low[i] = ExporterAddress.low(address);
            ports[i] = senders.get(i).port();
        }
    }

    @Override
    public void send(int socket, long timeMicros, byte[] payload, int length) throws IOException {
        if (lastMicros == 0) {
            statusMicros = timeMicros;
            until(() -> writer.appendStart(timeMicros, mark(timeMicros)));
        }
        lastMicros = Math.max(timeMicros, lastMicros);
        while (statusMicros + STATUS_MICROS <= lastMicros) {
            statusMicros += STATUS_MICROS;
            status(statusMicros);
        }
        ByteBuffer datagram = ByteBuffer.wrap(payload, 0, length);
        until(
                () ->
                        writer.appendDatagram(
                                lastMicros,
                                high[socket],
                                low[socket],
                                ports[socket],
                                datagram.rewind()));
        datagrams++;
        bytes += length;
    }

    /** The receiver went on for long enough to know every gap and its cause, and stopped. */
    void end() throws IOException {
        for (int second = 0; second < 30; second++) {
            lastMicros += STATUS_MICROS;
            status(lastMicros);
        }
        until(() -> writer.appendStop(lastMicros, mark(lastMicros)));
    }

    private void status(long micros) throws IOException {
        ReceiverStatus status = new ReceiverStatus(0, BUFFER_BYTES, datagrams, bytes, 0, 0);
        until(() -> writer.appendStatus(micros, status));
    }

    private static ReceiverMark mark(long micros) {
        return new ReceiverMark(1, micros, "backlog");
    }

    private interface Append {
        boolean done();
    }

    private void until(Append append) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (append.done()) {
                return;
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while writing the spool", e);
            }
        }
        throw new IOException("the spool takes nothing more: " + writer.problem());
    }
}
