package io.flowledger.netflow.capture;

import io.flowledger.netflow.wire.V5Layout;

/** Finds the IP packet behind the link-layer header, by link type (tcpdump.org/linktypes.html). */
final class LinkLayer {

    static final int NULL = 0;
    static final int ETHERNET = 1;
    static final int RAW_DLT = 12;
    static final int RAW = 101;
    static final int LOOP = 108;
    static final int LINUX_SLL = 113;
    static final int IPV4 = 228;
    static final int IPV6 = 229;
    static final int LINUX_SLL2 = 276;

    static final String SUPPORTED =
            "Ethernet (1), Linux cooked (113, 276), raw IP (12, 101, 228, 229) and loopback (0,"
                    + " 108)";

    /** Instead of an offset: what is behind the link layer is no IP. */
    static final int NOT_IP = -1;

    /** Instead of an offset: cut inside the link-layer header. */
    static final int CUT = -2;

    private static final int MAX_VLAN_TAGS = 4;

    private LinkLayer() {}

    static boolean isSupported(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, RAW_DLT, RAW, LOOP, LINUX_SLL, IPV4, IPV6, LINUX_SLL2 -> true;
            default -> false;
        };
    }

    /** Where the IP header starts, or {@link #NOT_IP}, or {@link #CUT}. */
    static int ipOffset(int linkType, byte[] bytes, int offset, int length) {
        return switch (linkType) {
            case ETHERNET -> behindEtherType(bytes, offset + 12, offset + 14, offset + length);
            case LINUX_SLL -> behindEtherType(bytes, offset + 14, offset + 16, offset + length);
            case LINUX_SLL2 -> behindEtherType(bytes, offset, offset + 20, offset + length);
            case NULL, LOOP -> behindFamily(bytes, offset, length);
            default -> offset;
        };
    }

    /**
     * Passes over 802.1Q and QinQ tags, which stand where the payload would: tag 2, EtherType 2.
     */
    private static int behindEtherType(byte[] bytes, int typeAt, int payload, int end) {
        int tags = 0;
        while (payload <= end) {
            int type = V5Layout.u16(bytes, typeAt);
            boolean tagged = type == 0x8100 || type == 0x88A8 || type == 0x9100;
            if (!tagged || tags++ == MAX_VLAN_TAGS) {
                return type == 0x0800 || type == 0x86DD ? payload : NOT_IP;
            }
            typeAt = payload + 2;
            payload += 4;
        }
        return CUT;
    }

    /** Four bytes of address family, in the order of the machine that captured; IPv6 has many. */
    private static int behindFamily(byte[] bytes, int offset, int length) {
        if (length < 4) {
            return CUT;
        }
        int big = V5Layout.i32(bytes, offset);
        int family = (big & 0xFFFF_FF00) == 0 ? big : Integer.reverseBytes(big);
        return switch (family) {
            case 2, 10, 24, 28, 30 -> offset + 4;
            default -> NOT_IP;
        };
    }
}
