package io.flowledger.netflow.capture;

import java.io.IOException;

/**
 * The classic format (draft-ietf-opsawg-pcap), of microseconds or nanoseconds, in either byte
 * order.
 *
 * <pre>
 *   File header (24)                              Packet header (16), then the packet
 *   0        4       8        16       20         0         4         8          12
 *   +--------+---+---+--------+--------+------+   +---------+---------+----------+----------+
 *   | magic  |maj|min|0 … 0   | snaplen| link |   | seconds | µs or ns| captured | original |
 *   +--------+---+---+--------+--------+------+   +---------+---------+----------+----------+
 * </pre>
 */
final class ClassicPcap implements PacketFormat {

    static final int MAGIC_MICROS = 0xA1B2C3D4;
    static final int MAGIC_NANOS = 0xA1B23C4D;
    static final int FILE_HEADER_LENGTH = 24;
    static final int PACKET_HEADER_LENGTH = 16;

    private static final int LINK_TYPE = 20;
    private static final int FRACTION = 4;
    private static final int CAPTURED = 8;

    /** The bits above hold the length of a frame check sequence (libpcap, LT_LINKTYPE). */
    private static final int LINK_TYPE_MASK = 0x03FF_FFFF;

    private final CaptureInput input;
    private final WordOrder order;
    private final int fractionsPerMicro;
    private final int linkType;

    private ClassicPcap(CaptureInput input, WordOrder order, boolean nanos, int linkType) {
        this.input = input;
        this.order = order;
        this.fractionsPerMicro = nanos ? 1000 : 1;
        this.linkType = linkType;
    }

    /** The order in which the four bytes at the input's position are one of the magics, or null. */
    static WordOrder orderOf(CaptureInput input) {
        for (WordOrder order : WordOrder.values()) {
            int magic = order.i32(input.bytes(), input.start());
            if (magic == MAGIC_MICROS || magic == MAGIC_NANOS) {
                return order;
            }
        }
        return null;
    }

    static ClassicPcap open(CaptureInput input, WordOrder order) throws IOException {
        if (!input.has(FILE_HEADER_LENGTH)) {
            throw new CaptureException(
                    input.name()
                            + " is cut inside the file header: it has "
                            + input.available()
                            + " of "
                            + FILE_HEADER_LENGTH
                            + " bytes");
        }
        boolean nanos = order.i32(input.bytes(), input.start()) == MAGIC_NANOS;
        int linkType = order.i32(input.bytes(), input.start() + LINK_TYPE) & LINK_TYPE_MASK;
        if (!LinkLayer.isSupported(linkType)) {
            throw new CaptureException(
                    input.name()
                            + " was captured with link type "
                            + linkType
                            + ", which is not supported; supported are "
                            + LinkLayer.SUPPORTED);
        }
        input.skip(FILE_HEADER_LENGTH, "file header");
        return new ClassicPcap(input, order, nanos, linkType);
    }

    @Override
    public boolean next(CapturedPacket packet) throws IOException {
        if (input.isAtEnd()) {
            return false;
        }
        input.require(PACKET_HEADER_LENGTH, "packet header");
        long captured = order.u32(input.bytes(), input.start() + CAPTURED);
        if (captured > MAX_PACKET_BYTES) {
            throw new CaptureException(
                    input.name()
                            + " is damaged at byte "
                            + input.position()
                            + ": a packet of "
                            + captured
                            + " bytes, more than the "
                            + MAX_PACKET_BYTES
                            + " a packet can have; packets before it were read");
        }
        int length = PACKET_HEADER_LENGTH + (int) captured;
        input.require(length, "packet");
        int at = input.start();
        long seconds = order.u32(input.bytes(), at);
        long fraction = order.u32(input.bytes(), at + FRACTION);
        packet.at(linkType, at + PACKET_HEADER_LENGTH, (int) captured);
        packet.takenAt(seconds * 1_000_000 + fraction / fractionsPerMicro);
        input.skip(length, "packet");
        return true;
    }

    @Override
    public void resumeAt(long position) throws IOException {
        if (position < FILE_HEADER_LENGTH) {
            throw new CaptureException(
                    "position " + position + " is no packet boundary of " + input.name());
        }
        input.skip(position - input.position(), "what was read before");
    }
}
