package io.flowledger.netflow.spool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Where a receiver began or ceased to listen: payload of start and stop frames. A start without a
 * stop before it tells of a crash; the blind time began after the last frame before it.
 *
 * <pre>
 *   0          8                 16
 *   +----------+-----------------+----------------
 *   |  run id  | run started (µs)| reason, UTF-8 …
 *   +----------+-----------------+----------------
 * </pre>
 *
 * @param runId the same in start and stop of one run, random
 * @param runStartedAtMicros when that run began, microseconds since 1970
 * @param reason for people
 */
public record ReceiverMark(long runId, long runStartedAtMicros, String reason) {

    private static final int FIXED_LENGTH = 16;
    private static final int MAX_REASON_BYTES = 1024;

    /** The payload of a {@link FrameType#START} or {@link FrameType#STOP} frame. */
    public static ReceiverMark of(SpoolFrame frame) {
        if (frame.payloadLength() < FIXED_LENGTH) {
            throw new IllegalArgumentException(
                    "a start or stop frame of " + frame.payloadLength() + " bytes is too short");
        }
        byte[] bytes = frame.bytes();
        int at = frame.payloadOffset();
        return new ReceiverMark(
                FrameLayout.i64(bytes, at),
                FrameLayout.i64(bytes, at + 8),
                new String(
                        bytes,
                        at + FIXED_LENGTH,
                        frame.payloadLength() - FIXED_LENGTH,
                        StandardCharsets.UTF_8));
    }

    ByteBuffer encode() {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int textLength = Math.min(text.length, MAX_REASON_BYTES);
        return ByteBuffer.allocate(FIXED_LENGTH + textLength)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(runId)
                .putLong(runStartedAtMicros)
                .put(text, 0, textLength)
                .flip();
    }
}
