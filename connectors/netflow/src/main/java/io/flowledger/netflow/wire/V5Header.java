package io.flowledger.netflow.wire;

/**
 * Flyweight over the 24 header bytes of an export datagram; points at bytes, holds none. Not
 * thread-safe.
 */
public final class V5Header {

    private byte[] bytes;
    private int base;

    /**
     * Points at the header that starts at {@code offset}; the caller has checked that 24 bytes are
     * there.
     */
    public V5Header wrap(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.base = offset;
        return this;
    }

    public int version() {
        return V5Layout.u16(bytes, base);
    }

    /** Records the exporter claims to have put into this datagram. */
    public int count() {
        return V5Layout.u16(bytes, base + V5Layout.COUNT);
    }

    /** Milliseconds since the exporter booted, modulo 2^32. */
    public long sysUptime() {
        return V5Layout.u32(bytes, base + V5Layout.SYS_UPTIME);
    }

    /** The exporter's wall clock, seconds since 1970. */
    public long unixSecs() {
        return V5Layout.u32(bytes, base + V5Layout.UNIX_SECS);
    }

    /** Residual nanoseconds as sent; values of 10^9 and more exist in the field. */
    public long unixNsecs() {
        return V5Layout.u32(bytes, base + V5Layout.UNIX_NSECS);
    }

    /**
     * Flows exported by this engine before this datagram, modulo 2^32 (first-record convention).
     */
    public long flowSequence() {
        return V5Layout.u32(bytes, base + V5Layout.FLOW_SEQUENCE);
    }

    public int engineType() {
        return V5Layout.u8(bytes, base + V5Layout.ENGINE_TYPE);
    }

    public int engineId() {
        return V5Layout.u8(bytes, base + V5Layout.ENGINE_ID);
    }

    /** Top two bits of the sampling word. */
    public int samplingMode() {
        return V5Layout.u16(bytes, base + V5Layout.SAMPLING) >>> 14;
    }

    /** Low 14 bits of the sampling word: 1 in N packets; 0 and 1 mean unsampled. */
    public int samplingInterval() {
        return V5Layout.u16(bytes, base + V5Layout.SAMPLING) & 0x3FFF;
    }

    /** Milliseconds since 1970 by the exporter's clock, nanoseconds beyond a second clamped. */
    public long exportedAtMillis() {
        return V5Time.exportedAtMillis(unixSecs(), unixNsecs());
    }

    /**
     * Milliseconds since 1970 at which the exporter booted by its own clock; moves only with
     * restarts and clock steps.
     */
    public long bootedAtMillis() {
        return exportedAtMillis() - sysUptime();
    }
}
