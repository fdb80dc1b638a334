package io.flowledger.netflow.spool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A frame, little-endian, aligned to 8 bytes.
 *
 * <pre>
 *   0        4        8                16               24               32               40    42    44
 *   +--------+--------+----------------+----------------+----------------+----------------+-----+-----+---------
 *   | length | crc32c |    position    | received (µs)  |  address high  |  address low   |port |type | payload…
 *   +--------+--------+----------------+----------------+----------------+----------------+-----+-----+---------
 * </pre>
 *
 * Length counts header and payload, without the filling up to the next multiple of 8. It is written
 * last, with release semantics: 0 means that nothing is there yet. The CRC covers everything from
 * the position to the end of the payload (of a pad: of the header). The position makes a frame of a
 * recycled segment, still on the disk after a power failure, no frame of the new one.
 */
final class FrameLayout {

    static final int LENGTH = 0;
    static final int CRC = 4;
    static final int POSITION = 8;
    static final int RECEIVED = 16;
    static final int ADDRESS_HIGH = 24;
    static final int ADDRESS_LOW = 32;
    static final int PORT = 40;
    static final int TYPE = 42;
    static final int HEADER = 44;

    static final int CRC_START = POSITION;
    static final int ALIGNMENT = 8;

    /** Largest payload of a UDP datagram. */
    static final int MAX_PAYLOAD = 65_535;

    private static final VarHandle BUFFER_INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private FrameLayout() {}

    static int align(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static void publishLength(ByteBuffer buffer, int offset, int length) {
        BUFFER_INT.setRelease(buffer, offset + LENGTH, length);
    }

    static int acquireLength(ByteBuffer buffer, int offset) {
        return (int) BUFFER_INT.getAcquire(buffer, offset + LENGTH);
    }

    static int u16(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xFFFF;
    }

    static int i32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    static long i64(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }
}
