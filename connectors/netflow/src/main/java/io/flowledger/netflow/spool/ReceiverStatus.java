package io.flowledger.netflow.spool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a receiver says of itself once a second; all counters since it opened its socket.
 *
 * <pre>
 *   0             8             16           24      32            40            48
 *   +-------------+-------------+------------+-------+-------------+-------------+
 *   |kernel drops |granted bytes| datagrams  | bytes | spool drops | not allowed |
 *   +-------------+-------------+------------+-------+-------------+-------------+
 * </pre>
 *
 * @param kernelDrops datagrams the kernel dropped because the socket's buffer was full; negative
 *     when the system does not tell
 * @param grantedBufferBytes size of that buffer
 * @param datagrams received and allowed, whether or not the spool took them
 * @param bytes payload bytes of those
 * @param spoolDrops datagrams the spool could not take: quota, full disk
 * @param notAllowed datagrams from senders that the allow-list does not name
 */
public record ReceiverStatus(
        long kernelDrops,
        long grantedBufferBytes,
        long datagrams,
        long bytes,
        long spoolDrops,
        long notAllowed) {

    private static final int LENGTH = 48;

    public ReceiverStatus plus(ReceiverStatus other) {
        boolean dropsKnown = kernelDrops >= 0 && other.kernelDrops >= 0;
        return new ReceiverStatus(
                dropsKnown ? kernelDrops + other.kernelDrops : -1,
                grantedBufferBytes + other.grantedBufferBytes,
                datagrams + other.datagrams,
                bytes + other.bytes,
                spoolDrops + other.spoolDrops,
                notAllowed + other.notAllowed);
    }

    /** The payload of a {@link FrameType#STATUS} frame. */
    public static ReceiverStatus of(SpoolFrame frame) {
        if (frame.payloadLength() < LENGTH) {
            throw new IllegalArgumentException(
                    "a status frame of " + frame.payloadLength() + " bytes is too short");
        }
        byte[] bytes = frame.bytes();
        int at = frame.payloadOffset();
        return new ReceiverStatus(
                FrameLayout.i64(bytes, at),
                FrameLayout.i64(bytes, at + 8),
                FrameLayout.i64(bytes, at + 16),
                FrameLayout.i64(bytes, at + 24),
                FrameLayout.i64(bytes, at + 32),
                FrameLayout.i64(bytes, at + 40));
    }

    ByteBuffer encode() {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(kernelDrops)
                .putLong(grantedBufferBytes)
                .putLong(datagrams)
                .putLong(bytes)
                .putLong(spoolDrops)
                .putLong(notAllowed)
                .flip();
    }
}
