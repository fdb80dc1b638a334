package io.flowledger.archive.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;

/** Growing little-endian byte buffer in which one page is put together. */
final class PageBytes {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[1 << 12];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    long retainedBytes() {
        return bytes.length;
    }

    /** View of what was put so far; valid until the next change. */
    BytesInput asInput() {
        return BytesInput.from(bytes, 0, size);
    }

    /** Makes room, so that {@link #bytes()} may be written directly from {@link #size()} on. */
    byte[] room(int more) {
        if (bytes.length - size < more) {
            long wanted = Math.max((long) size + more, 2L * bytes.length);
            bytes = java.util.Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
        }
        return bytes;
    }

    /** Takes {@code count} bytes that were written directly. */
    void advance(int count) {
        size += count;
    }

    void put8(int value) {
        room(1)[size++] = (byte) value;
    }

    void putInt(int value) {
        INT.set(room(4), size, value);
        size += 4;
    }

    /** Puts what was not known when the 4 bytes at {@code at} were put. */
    void replaceInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    void putVarInt(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            put8(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        put8(rest);
    }

    /** A value of BYTE_ARRAY in PLAIN encoding: length, then the bytes. */
    void putByteArray(byte[] value, int offset, int length) {
        putInt(length);
        System.arraycopy(value, offset, room(length), size, length);
        size += length;
    }

    void put(byte[] value) {
        System.arraycopy(value, 0, room(value.length), size, value.length);
        size += value.length;
    }

    /** PLAIN INT32, or INT64 of unsigned 32-bit values. */
    void putInts(int[] values, int count, int width) {
        byte[] target = room(count * width);
        int at = size;
        if (width == 4) {
            for (int i = 0; i < count; i++, at += 4) {
                INT.set(target, at, values[i]);
            }
        } else {
            for (int i = 0; i < count; i++, at += 8) {
                LONG.set(target, at, values[i] & 0xFFFF_FFFFL);
            }
        }
        size = at;
    }

    /** {@code count} times the same PLAIN value. */
    void putRepeated(long value, int count, int width) {
        byte[] target = room(count * width);
        int at = size;
        if (width == 4) {
            for (int i = 0; i < count; i++, at += 4) {
                INT.set(target, at, (int) value);
            }
        } else {
            for (int i = 0; i < count; i++, at += 8) {
                LONG.set(target, at, value);
            }
        }
        size = at;
    }

    /** PLAIN INT64, or INT32 of values that fit. */
    void putLongs(long[] values, int count, int width) {
        byte[] target = room(count * width);
        int at = size;
        if (width == 4) {
            for (int i = 0; i < count; i++, at += 4) {
                INT.set(target, at, (int) values[i]);
            }
        } else {
            for (int i = 0; i < count; i++, at += 8) {
                LONG.set(target, at, values[i]);
            }
        }
        size = at;
    }

    static void setInt(byte[] target, int at, int value) {
        INT.set(target, at, value);
    }
}
