package io.flowledger.netflow.capture;

import io.flowledger.netflow.wire.V5Layout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes UDP datagrams over IPv4 as a classic big-endian pcap (see {@link ClassicPcap} for the file
 * headers). The IP header's checksum is right; the UDP checksum is 0, which IPv4 allows and which
 * means none (RFC 768). One thread, no allocation per datagram.
 *
 * <pre>
 *   packet header 16 | Ethernet 14, if so | IPv4 20 | UDP 8 | payload
 * </pre>
 */
public final class PcapWriter implements Closeable {

    /** What a packet in the file starts with. */
    public enum Link {
        ETHERNET(LinkLayer.ETHERNET, 14),
        RAW_IP(LinkLayer.RAW, 0);

        private final int linkType;
        private final int headerLength;

        Link(int linkType, int headerLength) {
            this.linkType = linkType;
            this.headerLength = headerLength;
        }
    }

    /** What the file's fractions of a second are. */
    public enum Precision {
        MICROS(ClassicPcap.MAGIC_MICROS, 1),
        NANOS(ClassicPcap.MAGIC_NANOS, 1000);

        private final int magic;
        private final int perMicro;

        Precision(int magic, int perMicro) {
            this.magic = magic;
            this.perMicro = perMicro;
        }
    }

    /** Largest UDP payload over IPv4 without options, in bytes. */
    public static final int MAX_PAYLOAD_BYTES = 65_507;

    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int MAX_HEADERS =
            ClassicPcap.PACKET_HEADER_LENGTH + 14 + IP_HEADER + UDP_HEADER;
    private static final int TTL = 64;
    private static final int UDP = 17;
    private static final int DO_NOT_FRAGMENT = 0x4000;

    private final FileChannel channel;
    private final Link link;
    private final Precision precision;
    private final byte[] buffer = new byte[256 * 1024];
    private final ByteBuffer out = ByteBuffer.wrap(buffer);
    private int filled;
    private int identification;

    private PcapWriter(FileChannel channel, Link link, Precision precision) {
        this.channel = channel;
        this.link = link;
        this.precision = precision;
    }

    /** Microseconds and Ethernet, which every tool reads. An existing file is replaced. */
    public static PcapWriter open(Path file) throws IOException {
        return open(file, Link.ETHERNET, Precision.MICROS);
    }

    public static PcapWriter open(Path file, Link link, Precision precision) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        PcapWriter writer = new PcapWriter(channel, link, precision);
        writer.putFileHeader();
        return writer;
    }

    /** Appends one datagram; addresses are 32-bit numbers. */
    public void write(
            long timestampMicros,
            int srcIpv4,
            int srcPort,
            int dstIpv4,
            int dstPort,
            byte[] bytes,
            int offset,
            int length)
            throws IOException {
        if (length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "a UDP payload over IPv4 has at most "
                            + MAX_PAYLOAD_BYTES
                            + " bytes, not "
                            + length);
        }
        if (buffer.length - filled < MAX_HEADERS + length) {
            flush();
        }
        putPacketHeader(timestampMicros, link.headerLength + IP_HEADER + UDP_HEADER + length);
        if (link == Link.ETHERNET) {
            putEthernetHeader();
        }
        putIpHeader(srcIpv4, dstIpv4, IP_HEADER + UDP_HEADER + length);
        put16(srcPort);
        put16(dstPort);
        put16(UDP_HEADER + length);
        put16(0);
        System.arraycopy(bytes, offset, buffer, filled, length);
        filled += length;
    }

    private void putFileHeader() {
        put32(precision.magic);
        put16(2);
        put16(4);
        put32(0);
        put32(0);
        put32(PacketFormat.MAX_PACKET_BYTES);
        put32(link.linkType);
    }

    private void putPacketHeader(long timestampMicros, int length) {
        put32(Math.floorDiv(timestampMicros, 1_000_000L));
        put32(Math.floorMod(timestampMicros, 1_000_000L) * precision.perMicro);
        put32(length);
        put32(length);
    }

    /** Locally administered addresses, 02-00-00-00-00-02 to 02-00-00-00-00-01. */
    private void putEthernetHeader() {
        put16(0x0200);
        put32(0x0000_0001);
        put16(0x0200);
        put32(0x0000_0002);
        put16(0x0800);
    }

    private void putIpHeader(int source, int destination, int totalLength) {
        int at = filled;
        put16(0x4500);
        put16(totalLength);
        put16(identification++);
        put16(DO_NOT_FRAGMENT);
        put16(TTL << 8 | UDP);
        put16(0);
        put32(source);
        put32(destination);
        V5Layout.put16(buffer, at + 10, checksum(at));
    }

    /** The complement of the ones' complement sum of the header's words (RFC 791, RFC 1071). */
    private int checksum(int header) {
        int sum = 0;
        for (int at = header; at < header + IP_HEADER; at += 2) {
            sum += V5Layout.u16(buffer, at);
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~(sum + (sum >>> 16));
    }

    private void put16(int value) {
        V5Layout.put16(buffer, filled, value);
        filled += 2;
    }

    private void put32(long value) {
        V5Layout.put32(buffer, filled, value);
        filled += 4;
    }

    private void flush() throws IOException {
        out.limit(filled).position(0);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
