package io.flowledger.netflow.wire;

/** Flyweight over the 48 bytes of one flow record; points at bytes, holds none. Not thread-safe. */
public final class V5Record {

    private byte[] bytes;
    private int base;

    /**
     * Points at the record that starts at {@code offset}; the caller has checked that 48 bytes are
     * there.
     */
    public V5Record wrap(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.base = offset;
        return this;
    }

    /** IPv4 address as a number, 0 … 2^32−1. */
    public long srcAddr() {
        return V5Layout.u32(bytes, base + V5Layout.SRC_ADDR);
    }

    public long dstAddr() {
        return V5Layout.u32(bytes, base + V5Layout.DST_ADDR);
    }

    public long nextHop() {
        return V5Layout.u32(bytes, base + V5Layout.NEXT_HOP);
    }

    /** ifIndex of the interface the flow came in by. */
    public int inIf() {
        return V5Layout.u16(bytes, base + V5Layout.IN_IF);
    }

    public int outIf() {
        return V5Layout.u16(bytes, base + V5Layout.OUT_IF);
    }

    public long packets() {
        return V5Layout.u32(bytes, base + V5Layout.PACKETS);
    }

    /** IP octets (layer-2 octets on Open vSwitch). */
    public long octets() {
        return V5Layout.u32(bytes, base + V5Layout.OCTETS);
    }

    /** sys_uptime at the first packet, milliseconds modulo 2^32. */
    public long first() {
        return V5Layout.u32(bytes, base + V5Layout.FIRST);
    }

    /** sys_uptime at the last packet, milliseconds modulo 2^32. */
    public long last() {
        return V5Layout.u32(bytes, base + V5Layout.LAST);
    }

    public int srcPort() {
        return V5Layout.u16(bytes, base + V5Layout.SRC_PORT);
    }

    /** Destination port; type·256 + code for ICMP on most exporters. */
    public int dstPort() {
        return V5Layout.u16(bytes, base + V5Layout.DST_PORT);
    }

    /** OR of the TCP flags of all packets. */
    public int tcpFlags() {
        return V5Layout.u8(bytes, base + V5Layout.TCP_FLAGS);
    }

    public int proto() {
        return V5Layout.u8(bytes, base + V5Layout.PROTO);
    }

    public int tos() {
        return V5Layout.u8(bytes, base + V5Layout.TOS);
    }

    public int srcAs() {
        return V5Layout.u16(bytes, base + V5Layout.SRC_AS);
    }

    public int dstAs() {
        return V5Layout.u16(bytes, base + V5Layout.DST_AS);
    }

    public int srcMask() {
        return V5Layout.u8(bytes, base + V5Layout.SRC_MASK);
    }

    public int dstMask() {
        return V5Layout.u8(bytes, base + V5Layout.DST_MASK);
    }
}
