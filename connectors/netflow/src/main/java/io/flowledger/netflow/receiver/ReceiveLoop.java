package io.flowledger.netflow.receiver;

import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.spool.SpoolWriter;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The receiving thread's work: socket to spool. Hot path: what it allocates is what NIO does, an
 * address when the sender changes. When the socket runs empty after a datagram it naps, too short
 * to fill even a small buffer, and takes what came meanwhile in one go; only a socket that stays
 * empty is waited for with a selector, which costs three system calls per datagram.
 */
final class ReceiveLoop {

    private static final int MAX_DATAGRAM = 65_536;

    /**
     * A datagram takes at least 512 bytes of a buffer that is twice as large as asked for (skb
     * "truesize").
     */
    private static final int MIN_BUFFERED_BYTES = 256;

    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long SELECT_MILLIS = 100;
    private static final long ERROR_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final DatagramChannel channel;
    private final AllowList allowed;
    private final SpoolWriter spool;
    private final ReceiverCounters counters;
    private final ReceiveClock clock;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final Selector selector;

    private InetSocketAddress sender;
    private long senderHigh;
    private long senderLow;
    private boolean senderAllowed;

    private volatile ReceiverStatus statusToWrite;
    private volatile boolean stopping;

    ReceiveLoop(
            DatagramChannel channel,
            AllowList allowed,
            SpoolWriter spool,
            ReceiverCounters counters,
            ReceiveClock clock)
            throws IOException {
        this.channel = channel;
        this.allowed = allowed;
        this.spool = spool;
        this.counters = counters;
        this.clock = clock;
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Returns after {@link #stop}; what the kernel holds is left to {@link #drain}. */
    void run() throws IOException {
        while (!stopping) {
            try {
                if (receiveUntilEmpty()) {
                    LockSupport.parkNanos(NAP_NANOS);
                } else {
                    selector.select(SELECT_MILLIS);
                    selector.selectedKeys().clear();
                }
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                counters.failedToReceive();
                LockSupport.parkNanos(ERROR_PAUSE_NANOS);
            }
        }
    }

    void stop() {
        stopping = true;
        selector.wakeup();
    }

    /** To be written by the receiving thread, which alone may write to the spool. */
    void offerStatus(ReceiverStatus status) {
        statusToWrite = status;
    }

    /**
     * Takes what the kernel had buffered when the stop came: no more than its buffer can hold, so
     * that exporters who go on sending cannot hold it up.
     */
    void drain(long bufferBytes) throws IOException {
        long left = bufferBytes / MIN_BUFFERED_BYTES;
        while (left > 0 && receiveOne()) {
            left--;
        }
    }

    long nowMicros() {
        return clock.nowMicros();
    }

    void close() throws IOException {
        selector.close();
    }

    private boolean receiveUntilEmpty() throws IOException {
        boolean any = false;
        while (!stopping && receiveOne()) {
            any = true;
            writeStatus();
        }
        writeStatus();
        return any;
    }

    private boolean receiveOne() throws IOException {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
        if (from == null) {
            return false;
        }
        buffer.flip();
        if (from != sender) {
            senderIs(from);
        }
        if (!senderAllowed) {
            counters.denied(senderHigh, senderLow);
            return true;
        }
        counters.received(buffer.remaining());
        if (!spool.appendDatagram(
                clock.nowMicros(), senderHigh, senderLow, from.getPort(), buffer)) {
            counters.spoolDropped();
        }
        return true;
    }

    /** NIO hands out the same object as long as the sender stays the same. */
    private void senderIs(InetSocketAddress from) {
        InetAddress address = from.getAddress();
        sender = from;
        senderHigh = ExporterAddress.high(address);
        senderLow = ExporterAddress.low(address);
        senderAllowed = allowed.allows(senderHigh, senderLow);
    }

    private void writeStatus() {
        ReceiverStatus status = statusToWrite;
        if (status != null) {
            statusToWrite = null;
            spool.appendStatus(clock.nowMicros(), status);
        }
    }
}
