package io.flowledger.netflow.receiver;

import io.flowledger.netflow.spool.ReceiverStatus;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a receiver has counted since it opened its socket; readable from any thread. */
public final class ReceiverCounters {

    /** The kernel's count cannot be read on this system. */
    public static final long UNKNOWN = -1;

    private final long requestedBufferBytes;
    private final long grantedBufferBytes;
    private final DeniedSources denied = new DeniedSources();
    private final AtomicLong datagrams = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong notAllowed = new AtomicLong();
    private final AtomicLong spoolDrops = new AtomicLong();
    private final AtomicLong receiveErrors = new AtomicLong();
    private volatile long kernelDrops = UNKNOWN;

    ReceiverCounters(long requestedBufferBytes, long grantedBufferBytes) {
        this.requestedBufferBytes = requestedBufferBytes;
        this.grantedBufferBytes = grantedBufferBytes;
    }

    /** Received from allowed senders, whether or not the spool had space for them. */
    public long datagrams() {
        return datagrams.get();
    }

    /** Payload bytes of those. */
    public long bytes() {
        return bytes.get();
    }

    public long notAllowed() {
        return notAllowed.get();
    }

    /** Not allowed, by sender address; the most numerous senders past a limit are "others". */
    public Map<String, Long> notAllowedBySource() {
        return denied.bySource();
    }

    /** Dropped by the kernel on this socket, or {@link #UNKNOWN}. */
    public long kernelDrops() {
        return kernelDrops;
    }

    /** Datagrams the spool could not take: quota, full disk. */
    public long spoolDrops() {
        return spoolDrops.get();
    }

    public long receiveErrors() {
        return receiveErrors.get();
    }

    public long requestedBufferBytes() {
        return requestedBufferBytes;
    }

    /** As one asks for it; the kernel sets aside double of that for its own accounting. */
    public long grantedBufferBytes() {
        return grantedBufferBytes;
    }

    /** One line for the operator, empty when the kernel gave what was asked for. */
    public String bufferAdvice() {
        if (grantedBufferBytes >= requestedBufferBytes) {
            return "";
        }
        return "socket buffer: asked for "
                + requestedBufferBytes
                + " bytes, the kernel gave "
                + grantedBufferBytes
                + "; bursts may be lost; raise its limit with: sysctl -w net.core.rmem_max="
                + requestedBufferBytes;
    }

    public ReceiverStatus snapshot() {
        return new ReceiverStatus(
                kernelDrops(),
                grantedBufferBytes,
                datagrams(),
                bytes(),
                spoolDrops(),
                notAllowed());
    }

    void received(int payloadBytes) {
        increment(datagrams, 1);
        increment(bytes, payloadBytes);
    }

    void spoolDropped() {
        increment(spoolDrops, 1);
    }

    void denied(long addressHigh, long addressLow) {
        increment(notAllowed, 1);
        denied.count(addressHigh, addressLow);
    }

    void failedToReceive() {
        increment(receiveErrors, 1);
    }

    void kernelDropped(long total) {
        kernelDrops = total;
    }

    /** Only the receiving thread writes, so an atomic addition per datagram would be wasted. */
    private static void increment(AtomicLong counter, long by) {
        counter.lazySet(counter.getPlain() + by);
    }
}
