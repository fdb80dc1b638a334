package io.flowledger.netflow.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IPv4 and IPv6 addresses of exporters as two longs, so that a datagram carries no address object.
 * IPv4 is held as the mapped form {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2), which is also what a
 * dual-stack socket delivers, so an IPv4 exporter is the same one over both kinds of socket.
 */
public final class ExporterAddress {

    private static final long MAPPED_PREFIX = 0xFFFF_0000_0000L;

    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /** No zone: an address of a datagram has none. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private ExporterAddress() {}

    /**
     * The address that a text such as {@code 192.0.2.1} or {@code 2001:db8::1} is; never a name
     * that would have to be looked up.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static InetAddress parse(String literal) {
        Matcher ipv4 = IPV4.matcher(literal);
        try {
            if (ipv4.matches()) {
                return InetAddress.getByAddress(octets(ipv4, literal));
            }
            if (IPV6.matcher(literal).matches()) {
                return InetAddress.getByName(literal);
            }
        } catch (UnknownHostException e) {
            throw noAddress(literal);
        }
        throw noAddress(literal);
    }

    private static byte[] octets(Matcher ipv4, String literal) {
        byte[] octets = new byte[4];
        for (int i = 0; i < octets.length; i++) {
            int octet = Integer.parseInt(ipv4.group(i + 1));
            if (octet > 255) {
                throw noAddress(literal);
            }
            octets[i] = (byte) octet;
        }
        return octets;
    }

    private static IllegalArgumentException noAddress(String literal) {
        return new IllegalArgumentException("'" + literal + "' is no address");
    }

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
