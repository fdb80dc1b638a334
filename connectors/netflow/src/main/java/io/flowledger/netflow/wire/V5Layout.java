package io.flowledger.netflow.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Byte offsets of NetFlow version 5 (Cisco "NetFlow Services and Applications", tables B-3 and
 * B-4). Big-endian, unsigned.
 *
 * <pre>
 *   Header (24)                                   Record (48)
 *   0        2        4                8          0            4            8            12
 *   +--------+--------+----------------+          +------------+------------+------------+
 *   |version | count  | sys_uptime ms  |          |  srcaddr   |  dstaddr   |  nexthop   |
 *   +--------+--------+----------------+          +-----+------+------------+------------+
 *   8                12               16          |input|output|   dPkts    |  dOctets   |  12..24
 *   | unix_secs      | unix_nsecs     |           +-----+------+------------+------------+
 *   +----------------+--+--+---------+            |   First    |    Last    |sport|dport |  24..36
 *   16               20 21 22       24            +--+--+--+---+-----+------+--+--+------+
 *   | flow_sequence  |et|ei|sampling |            |p1|fl|pr|tos|srcAS|dstAS |sm|dm| pad2 |  36..48
 *   +----------------+--+--+---------+            +--+--+--+---+-----+------+--+--+------+
 * </pre>
 */
public final class V5Layout {

    public static final int VERSION = 5;

    /** Bytes of a header. */
    public static final int HEADER_LENGTH = 24;

    /** Bytes of a flow record. */
    public static final int RECORD_LENGTH = 48;

    /** Largest record count the specification allows (1464 bytes in all). */
    public static final int MAX_SPECIFIED_COUNT = 30;

    /** Largest UDP payload over IPv4 or IPv6 without jumbograms, in bytes. */
    public static final int MAX_UDP_PAYLOAD = 65_535;

    public static final int COUNT = 2;
    public static final int SYS_UPTIME = 4;
    public static final int UNIX_SECS = 8;
    public static final int UNIX_NSECS = 12;
    public static final int FLOW_SEQUENCE = 16;
    public static final int ENGINE_TYPE = 20;
    public static final int ENGINE_ID = 21;
    public static final int SAMPLING = 22;

    public static final int SRC_ADDR = 0;
    public static final int DST_ADDR = 4;
    public static final int NEXT_HOP = 8;
    public static final int IN_IF = 12;
    public static final int OUT_IF = 14;
    public static final int PACKETS = 16;
    public static final int OCTETS = 20;
    public static final int FIRST = 24;
    public static final int LAST = 28;
    public static final int SRC_PORT = 32;
    public static final int DST_PORT = 34;
    public static final int PAD1 = 36;
    public static final int TCP_FLAGS = 37;
    public static final int PROTO = 38;
    public static final int TOS = 39;
    public static final int SRC_AS = 40;
    public static final int DST_AS = 42;
    public static final int SRC_MASK = 44;
    public static final int DST_MASK = 45;
    public static final int PAD2 = 46;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private V5Layout() {}

    public static int u8(byte[] bytes, int offset) {
        return bytes[offset] & 0xFF;
    }

    public static int u16(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xFFFF;
    }

    public static int i32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    public static long u32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset) & 0xFFFF_FFFFL;
    }

    public static void put8(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) value;
    }

    public static void put16(byte[] bytes, int offset, int value) {
        SHORT.set(bytes, offset, (short) value);
    }

    public static void put32(byte[] bytes, int offset, long value) {
        INT.set(bytes, offset, (int) value);
    }
}
