package io.flowledger.netflow.wire;

import java.util.Arrays;

/**
 * Writes one export datagram into bytes, front to back: {@link #start}, header fields, then {@link
 * #nextRecord} and its fields as often as wanted, {@link #finish}. Fields not set are 0; values are
 * cut to their width. Points at bytes, holds none. Not thread-safe.
 */
public final class V5Encoder {

    private byte[] bytes;
    private int base;
    private int record;
    private int count;

    /** Starts a datagram whose header stands at {@code offset}. */
    public V5Encoder start(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.base = offset;
        this.record = offset + V5Layout.HEADER_LENGTH - V5Layout.RECORD_LENGTH;
        this.count = 0;
        Arrays.fill(bytes, offset, offset + V5Layout.HEADER_LENGTH, (byte) 0);
        V5Layout.put16(bytes, offset, V5Layout.VERSION);
        return this;
    }

    public V5Encoder sysUptime(long millis) {
        return header32(V5Layout.SYS_UPTIME, millis);
    }

    public V5Encoder exportedAt(long unixSecs, long unixNsecs) {
        return header32(V5Layout.UNIX_SECS, unixSecs).header32(V5Layout.UNIX_NSECS, unixNsecs);
    }

    public V5Encoder flowSequence(long sequence) {
        return header32(V5Layout.FLOW_SEQUENCE, sequence);
    }

    public V5Encoder engine(int type, int id) {
        V5Layout.put8(bytes, base + V5Layout.ENGINE_TYPE, type);
        V5Layout.put8(bytes, base + V5Layout.ENGINE_ID, id);
        return this;
    }

    public V5Encoder sampling(int mode, int interval) {
        V5Layout.put16(bytes, base + V5Layout.SAMPLING, mode << 14 | interval & 0x3FFF);
        return this;
    }

    /** Starts the next record, of zeros. */
    public V5Encoder nextRecord() {
        record += V5Layout.RECORD_LENGTH;
        count++;
        Arrays.fill(bytes, record, record + V5Layout.RECORD_LENGTH, (byte) 0);
        return this;
    }

    /** IPv4 addresses as numbers, 0 … 2^32−1. */
    public V5Encoder addresses(long src, long dst, long nextHop) {
        return record32(V5Layout.SRC_ADDR, src)
                .record32(V5Layout.DST_ADDR, dst)
                .record32(V5Layout.NEXT_HOP, nextHop);
    }

    public V5Encoder interfaces(int in, int out) {
        return record16(V5Layout.IN_IF, in).record16(V5Layout.OUT_IF, out);
    }

    public V5Encoder counters(long packets, long octets) {
        return record32(V5Layout.PACKETS, packets).record32(V5Layout.OCTETS, octets);
    }

    /** sys_uptime at the first and last packet. */
    public V5Encoder times(long first, long last) {
        return record32(V5Layout.FIRST, first).record32(V5Layout.LAST, last);
    }

    public V5Encoder ports(int src, int dst) {
        return record16(V5Layout.SRC_PORT, src).record16(V5Layout.DST_PORT, dst);
    }

    public V5Encoder protocol(int proto, int tcpFlags, int tos) {
        return record8(V5Layout.PROTO, proto)
                .record8(V5Layout.TCP_FLAGS, tcpFlags)
                .record8(V5Layout.TOS, tos);
    }

    public V5Encoder autonomousSystems(int src, int dst) {
        return record16(V5Layout.SRC_AS, src).record16(V5Layout.DST_AS, dst);
    }

    public V5Encoder masks(int src, int dst) {
        return record8(V5Layout.SRC_MASK, src).record8(V5Layout.DST_MASK, dst);
    }

    /** Writes the count and returns the datagram's length in bytes. */
    public int finish() {
        V5Layout.put16(bytes, base + V5Layout.COUNT, count);
        return V5Layout.HEADER_LENGTH + count * V5Layout.RECORD_LENGTH;
    }

    private V5Encoder header32(int offset, long value) {
        V5Layout.put32(bytes, base + offset, value);
        return this;
    }

    private V5Encoder record8(int offset, int value) {
        V5Layout.put8(bytes, record + offset, value);
        return this;
    }

    private V5Encoder record16(int offset, int value) {
        V5Layout.put16(bytes, record + offset, value);
        return this;
    }

    private V5Encoder record32(int offset, long value) {
        V5Layout.put32(bytes, record + offset, value);
        return this;
    }
}
