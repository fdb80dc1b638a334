package io.flowledger.netflow.capture;

import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Layout;

/**
 * Takes a captured packet apart down to its UDP payload: IPv4 with options, or IPv6 with extension
 * headers. The payload ends where the UDP length says, or earlier where the capture or a fragment
 * does.
 *
 * <p>A first fragment is delivered with what it holds: the whole flow records in it are real flows,
 * and the wire's truncation rule keeps those and counts the rest.
 */
final class UdpDecoder {

    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int MAX_EXTENSION_HEADERS = 8;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION = 60;

    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int sourcePort;
    int destinationPort;
    int payloadOffset;
    int payloadLength;
    boolean firstFragment;
    boolean cutBySnapLength;

    /** Index behind the last captured byte. */
    private int capturedEnd;

    /** Index behind the IP packet by its own length, which may lie beyond what was captured. */
    private int packetEnd;

    /** Fills the fields; null, or why there is no payload. */
    SkipReason decode(byte[] bytes, CapturedPacket packet) {
        if (!LinkLayer.isSupported(packet.linkType)) {
            return SkipReason.UNSUPPORTED_LINK_TYPE;
        }
        int ip = LinkLayer.ipOffset(packet.linkType, bytes, packet.offset, packet.length);
        if (ip < 0) {
            return ip == LinkLayer.CUT ? SkipReason.CUT_BEFORE_PAYLOAD : SkipReason.NOT_IP;
        }
        capturedEnd = packet.offset + packet.length;
        firstFragment = false;
        cutBySnapLength = false;
        if (ip >= capturedEnd) {
            return SkipReason.CUT_BEFORE_PAYLOAD;
        }
        return switch (bytes[ip] >>> 4 & 0xF) {
            case 4 -> decodeIpv4(bytes, ip);
            case 6 -> decodeIpv6(bytes, ip);
            default -> SkipReason.NOT_IP;
        };
    }

    private SkipReason decodeIpv4(byte[] bytes, int ip) {
        if (capturedEnd - ip < IPV4_HEADER) {
            return SkipReason.CUT_BEFORE_PAYLOAD;
        }
        int headerLength = (bytes[ip] & 0xF) * 4;
        int totalLength = V5Layout.u16(bytes, ip + 2);
        // 0: segmentation offload, the packet is as long as it was captured.
        packetEnd = totalLength == 0 ? capturedEnd : ip + totalLength;
        if (headerLength < IPV4_HEADER || ip + headerLength > packetEnd) {
            return SkipReason.MALFORMED;
        }
        if (V5Layout.u8(bytes, ip + 9) != UDP) {
            return SkipReason.NOT_UDP;
        }
        int fragment = V5Layout.u16(bytes, ip + 6);
        if ((fragment & 0x1FFF) != 0) {
            return SkipReason.LATER_FRAGMENT;
        }
        firstFragment = (fragment & 0x2000) != 0;
        sourceHigh = 0;
        sourceLow = ExporterAddress.ofIpv4(V5Layout.i32(bytes, ip + 12));
        destinationHigh = 0;
        destinationLow = ExporterAddress.ofIpv4(V5Layout.i32(bytes, ip + 16));
        return decodeUdp(bytes, ip + headerLength);
    }

    private SkipReason decodeIpv6(byte[] bytes, int ip) {
        if (capturedEnd - ip < IPV6_HEADER) {
            return SkipReason.CUT_BEFORE_PAYLOAD;
        }
        int payloadBytes = V5Layout.u16(bytes, ip + 4);
        packetEnd = payloadBytes == 0 ? capturedEnd : ip + IPV6_HEADER + payloadBytes;
        sourceHigh = longAt(bytes, ip + 8);
        sourceLow = longAt(bytes, ip + 16);
        destinationHigh = longAt(bytes, ip + 24);
        destinationLow = longAt(bytes, ip + 32);
        int next = V5Layout.u8(bytes, ip + 6);
        int at = ip + IPV6_HEADER;
        for (int headers = 0; next != UDP; headers++) {
            boolean known =
                    next == HOP_BY_HOP
                            || next == ROUTING
                            || next == DESTINATION
                            || next == FRAGMENT;
            if (!known || headers == MAX_EXTENSION_HEADERS) {
                return SkipReason.NOT_UDP;
            }
            if (capturedEnd - at < 8) {
                return SkipReason.CUT_BEFORE_PAYLOAD;
            }
            if (next == FRAGMENT) {
                int fragment = V5Layout.u16(bytes, at + 2);
                if (fragment >>> 3 != 0) {
                    return SkipReason.LATER_FRAGMENT;
                }
                firstFragment = (fragment & 1) != 0;
            }
            int length = next == FRAGMENT ? 8 : (V5Layout.u8(bytes, at + 1) + 1) * 8;
            next = V5Layout.u8(bytes, at);
            at += length;
        }
        return decodeUdp(bytes, at);
    }

    private SkipReason decodeUdp(byte[] bytes, int udp) {
        if (packetEnd - udp < UDP_HEADER) {
            return SkipReason.MALFORMED;
        }
        if (capturedEnd - udp < UDP_HEADER) {
            return SkipReason.CUT_BEFORE_PAYLOAD;
        }
        sourcePort = V5Layout.u16(bytes, udp);
        destinationPort = V5Layout.u16(bytes, udp + 2);
        int udpLength = V5Layout.u16(bytes, udp + 4);
        int udpEnd = udp + udpLength;
        if (udpLength < UDP_HEADER || udpEnd > packetEnd && !firstFragment) {
            return SkipReason.MALFORMED;
        }
        int wanted = Math.min(udpEnd, packetEnd);
        int end = Math.min(wanted, capturedEnd);
        payloadOffset = udp + UDP_HEADER;
        payloadLength = end - payloadOffset;
        cutBySnapLength = end < wanted;
        return cutBySnapLength && payloadLength == 0 ? SkipReason.CUT_BEFORE_PAYLOAD : null;
    }

    private static long longAt(byte[] bytes, int offset) {
        return V5Layout.u32(bytes, offset) << 32 | V5Layout.u32(bytes, offset + 4);
    }
}
