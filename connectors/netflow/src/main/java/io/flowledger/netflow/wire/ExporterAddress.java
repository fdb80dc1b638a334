package io.flowledger.netflow.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * IPv4 and IPv6 addresses of exporters as two longs, so that a datagram carries no address object.
 * IPv4 is held as the mapped form {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2), which is also what a
 * dual-stack socket delivers, so an IPv4 exporter is the same one over both kinds of socket.
 */
public final class ExporterAddress {

    private static final long MAPPED_PREFIX = 0xFFFF_0000_0000L;

    private ExporterAddress() {}

    public static long high(InetAddress address) {
        byte[] raw = address.getAddress();
        return raw.length == 4 ? 0 : longAt(raw, 0);
    }

    public static long low(InetAddress address) {
        byte[] raw = address.getAddress();
        return raw.length == 4 ? ofIpv4(V5Layout.i32(raw, 0)) : longAt(raw, 8);
    }

    /**
     * Low half of the mapped form of an IPv4 address given as a 32-bit number; the high half is 0.
     */
    public static long ofIpv4(int address) {
        return MAPPED_PREFIX | (address & 0xFFFF_FFFFL);
    }

    public static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> 32 == 0xFFFFL;
    }

    /** Dotted quad, or IPv6 text as {@link InetAddress#getHostAddress()} gives it. */
    public static String text(long high, long low) {
        return toInetAddress(high, low).getHostAddress();
    }

    public static InetAddress toInetAddress(long high, long low) {
        byte[] raw = new byte[isIpv4(high, low) ? 4 : 16];
        if (raw.length == 4) {
            V5Layout.put32(raw, 0, low);
        } else {
            V5Layout.put32(raw, 0, high >>> 32);
            V5Layout.put32(raw, 4, high);
            V5Layout.put32(raw, 8, low >>> 32);
            V5Layout.put32(raw, 12, low);
        }
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "an address of " + raw.length + " bytes was refused", e);
        }
    }

    private static long longAt(byte[] raw, int offset) {
        return V5Layout.u32(raw, offset) << 32 | V5Layout.u32(raw, offset + 4);
    }
}
