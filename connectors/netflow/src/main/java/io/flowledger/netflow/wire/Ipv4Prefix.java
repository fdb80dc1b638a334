package io.flowledger.netflow.wire;

import java.net.InetAddress;

/**
 * An IPv4 network.
 *
 * @param network its first address as a 32-bit number
 * @param length bits that are fixed, 0 to 32
 */
public record Ipv4Prefix(int network, int length) {

    /** Every address. */
    public static final Ipv4Prefix ALL = new Ipv4Prefix(0, 0);

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    /**
     * Reads {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException if it is no IPv4 network
     */
    public static Ipv4Prefix parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(text, slash);
        if (address.getAddress().length * Byte.SIZE != IPV4_BITS) {
            throw new IllegalArgumentException(
                    "'" + text + "' is an IPv6 network; flows of NetFlow v5 have IPv4 addresses");
        }
        int bits = (int) ExporterAddress.low(address);
        int length = length(text, slash, IPV4_BITS);
        int network = bits & mask(length);
        if (network != bits) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' has bits set behind the prefix; write "
                            + new Ipv4Prefix(network, length));
        }
        return new Ipv4Prefix(network, length);
    }

    /**
     * Whether it is a network of IPv6 addresses.
     *
     * @throws IllegalArgumentException if it has a colon and is none
     */
    public static boolean isIpv6(String text) {
        if (text.indexOf(':') < 0) {
            return false;
        }
        int slash = text.indexOf('/');
        address(text, slash);
        length(text, slash, IPV6_BITS);
        return true;
    }

    /** The leading bits of an address that a prefix of this length fixes. */
    public static int mask(int length) {
        return length == 0 ? 0 : -1 << (IPV4_BITS - length);
    }

    /** Its first address, 0 to 2^32 - 1. */
    public long first() {
        return network & 0xFFFF_FFFFL;
    }

    /** Its last address, 0 to 2^32 - 1. */
    public long last() {
        return first() | ~mask(length) & 0xFFFF_FFFFL;
    }

    @Override
    public String toString() {
        return ExporterAddress.text(0, ExporterAddress.ofIpv4(network)) + "/" + length;
    }

    private static InetAddress address(String text, int slash) {
        try {
            return ExporterAddress.parse(slash < 0 ? text : text.substring(0, slash));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no network; write one as 192.0.2.0/24");
        }
    }

    private static int length(String text, int slash, int most) {
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (length.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + text + "' has no prefix length; a single address is /" + most);
        }
        int value = length.matches("\\d{1,3}") ? Integer.parseInt(length) : Integer.MAX_VALUE;
        if (value > most) {
            throw new IllegalArgumentException(
                    "the prefix length of "
                            + text.substring(0, slash)
                            + " '"
                            + length
                            + "' is no number from 0 to "
                            + most);
        }
        return value;
    }
}
