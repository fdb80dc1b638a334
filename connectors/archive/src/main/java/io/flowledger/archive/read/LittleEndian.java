package io.flowledger.archive.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bytes {@code [from, to)} of a page, to be read at any place as numbers of 4 or 8 bytes. The array
 * goes on for {@link #PADDING} bytes behind them, so that a value of any width at the very end can
 * be read as one long.
 */
record LittleEndian(byte[] bytes, int from, int to) {

    static final int PADDING = Long.BYTES;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    LittleEndian slice(int from, int to) {
        if (from < this.from || from > to || to > this.to) {
            throw new IllegalStateException("a page ends within its levels");
        }
        return new LittleEndian(bytes, from, to);
    }

    int length() {
        return to - from;
    }

    static int intAt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long longAt(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }
}
