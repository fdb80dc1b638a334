package io.flowledger.netflow.capture;

import io.flowledger.netflow.wire.V5Layout;

/**
 * Reads 16- and 32-bit numbers in the byte order of the machine that wrote the capture; what is
 * inside the packets is always big-endian and read with {@link V5Layout}.
 */
enum WordOrder {
    BIG,
    LITTLE;

    int u16(byte[] bytes, int offset) {
        int value = V5Layout.u16(bytes, offset);
        return this == BIG ? value : Short.reverseBytes((short) value) & 0xFFFF;
    }

    int i32(byte[] bytes, int offset) {
        int value = V5Layout.i32(bytes, offset);
        return this == BIG ? value : Integer.reverseBytes(value);
    }

    long u32(byte[] bytes, int offset) {
        return i32(bytes, offset) & 0xFFFF_FFFFL;
    }
}
