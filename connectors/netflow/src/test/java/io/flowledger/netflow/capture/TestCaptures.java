package io.flowledger.netflow.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Capture files and packets put together byte by byte, independently of the code under test. */
final class TestCaptures {

    static final byte[] PAYLOAD = "a payload of 24 bytes ..".getBytes();
    static final int SOURCE = 0x0A000001;
    static final int DESTINATION = 0x0A000002;
    static final int SOURCE_PORT = 40_000;
    static final int DESTINATION_PORT = 2055;

    private TestCaptures() {}

    /** What a reader gave of one datagram, copied. */
    record Datagram(
            boolean hasTimestamp,
            long timestampMicros,
            long high,
            long low,
            int sourcePort,
            int destinationPort,
            String payload,
            long position) {}

    static CaptureReader open(byte[] file) throws IOException {
        return CaptureReader.open(new ByteArrayInputStream(file), "test.pcap", 0, Set.of());
    }

    static List<Datagram> readAll(CaptureReader reader) throws IOException {
        List<Datagram> datagrams = new ArrayList<>();
        while (reader.next()) {
            int from = reader.payloadOffset();
            byte[] payload =
                    Arrays.copyOfRange(reader.bytes(), from, from + reader.payloadLength());
            datagrams.add(
                    new Datagram(
                            reader.hasTimestamp(),
                            reader.timestampMicros(),
                            reader.sourceAddressHigh(),
                            reader.sourceAddressLow(),
                            reader.sourcePort(),
                            reader.destinationPort(),
                            new String(payload, java.nio.charset.StandardCharsets.ISO_8859_1),
                            reader.position()));
        }
        return datagrams;
    }

    static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text.replace(" ", ""));
    }

    // --- packets -----------------------------------------------------------------------------

    static byte[] udp(byte[] payload) {
        ByteBuffer udp = ByteBuffer.allocate(8 + payload.length);
        udp.putShort((short) SOURCE_PORT).putShort((short) DESTINATION_PORT);
        udp.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload);
        return udp.array();
    }

    static byte[] ipv4() {
        return ipv4(udp(PAYLOAD), 17, 0, new byte[0]);
    }

    static byte[] ipv4(byte[] content, int protocol, int fragment, byte[] options) {
        ByteBuffer ip = ByteBuffer.allocate(20 + options.length + content.length);
        ip.put((byte) (0x45 + options.length / 4)).put((byte) 0).putShort((short) ip.capacity());
        ip.putShort((short) 1).putShort((short) fragment);
        ip.put((byte) 64).put((byte) protocol).putShort((short) 0);
        ip.putInt(SOURCE).putInt(DESTINATION).put(options).put(content);
        return ip.array();
    }

    static byte[] ipv6(int nextHeader, byte[] content) {
        ByteBuffer ip = ByteBuffer.allocate(40 + content.length);
        ip.putInt(0x60000000).putShort((short) content.length);
        ip.put((byte) nextHeader).put((byte) 64);
        ip.putLong(0x20010DB800000000L).putLong(1).putLong(0x20010DB800000000L).putLong(2);
        return ip.put(content).array();
    }

    static byte[] ethernet(byte[] ip) {
        return concat(hex("020000000001 020000000002 0800"), ip);
    }

    // --- classic pcap ------------------------------------------------------------------------

    static byte[] pcapHeader(ByteOrder order, boolean nanos, int linkType) {
        return ByteBuffer.allocate(24)
                .order(order)
                .putInt(nanos ? 0xA1B23C4D : 0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(262_144)
                .putInt(linkType)
                .array();
    }

    static byte[] pcapPacket(ByteOrder order, int seconds, int fraction, byte[] packet) {
        return pcapPacket(order, seconds, fraction, packet, packet.length);
    }

    static byte[] pcapPacket(
            ByteOrder order, int seconds, int fraction, byte[] packet, int originalLength) {
        return ByteBuffer.allocate(16 + packet.length)
                .order(order)
                .putInt(seconds)
                .putInt(fraction)
                .putInt(packet.length)
                .putInt(originalLength)
                .put(packet)
                .array();
    }

    /** One little-endian microsecond file of packets of one link type, a second apart. */
    static byte[] pcap(int linkType, byte[]... packets) {
        byte[] file = pcapHeader(ByteOrder.LITTLE_ENDIAN, false, linkType);
        int seconds = 1_700_000_000;
        for (byte[] packet : packets) {
            file = concat(file, pcapPacket(ByteOrder.LITTLE_ENDIAN, seconds++, 7, packet));
        }
        return file;
    }

    // --- pcapng ------------------------------------------------------------------------------

    static byte[] block(ByteOrder order, int type, byte[] body) {
        int padded = (body.length + 3) / 4 * 4;
        ByteBuffer block = ByteBuffer.allocate(12 + padded).order(order);
        block.putInt(type).putInt(12 + padded).put(body);
        return block.position(8 + padded).putInt(12 + padded).array();
    }

    static byte[] section(ByteOrder order) {
        ByteBuffer body = ByteBuffer.allocate(16).order(order);
        body.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        return block(order, 0x0A0D0D0A, body.array());
    }

    static byte[] networkInterface(ByteOrder order, int linkType, int snapLength, byte[] options) {
        ByteBuffer body = ByteBuffer.allocate(8 + options.length).order(order);
        body.putShort((short) linkType).putShort((short) 0).putInt(snapLength).put(options);
        return block(order, 1, body.array());
    }

    /** if_tsresol with its padding. */
    static byte[] resolution(ByteOrder order, int value) {
        return ByteBuffer.allocate(8)
                .order(order)
                .putShort((short) 9)
                .putShort((short) 1)
                .put((byte) value)
                .array();
    }

    static byte[] enhancedPacket(ByteOrder order, int number, long ticks, byte[] packet) {
        ByteBuffer body = ByteBuffer.allocate(20 + packet.length).order(order);
        body.putInt(number).putInt((int) (ticks >>> 32)).putInt((int) ticks);
        body.putInt(packet.length).putInt(packet.length).put(packet);
        return block(order, 6, body.array());
    }

    static byte[] simplePacket(ByteOrder order, byte[] packet, int originalLength) {
        ByteBuffer body = ByteBuffer.allocate(4 + packet.length).order(order);
        return block(order, 3, body.putInt(originalLength).put(packet).array());
    }
}
