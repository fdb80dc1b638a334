package io.flowledger.netflow.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The pcapng format (draft-ietf-opsawg-pcapng): sections, each in its own byte order and with its
 * own interfaces. Blocks other than those below are passed over unread.
 *
 * <pre>
 *   any block            | type 4 | total 4 | body … padded to 4 | total 4 |
 *   section header       | 0A0D0D0A | total | 1A2B3C4D | major 2 | minor 2 | section length 8 | options
 *   interface            | 1 | total | link 2 | 0 2 | snaplen 4 | options
 *   enhanced packet      | 6 | total | interface 4 | time high 4 | time low 4 | captured 4 | original 4 | packet
 *   simple packet        | 3 | total | original 4 | packet
 *   packet (obsolete)    | 2 | total | interface 2 | drops 2 | time high 4 | time low 4 | captured 4 | original 4 | packet
 * </pre>
 */
final class PcapNg implements PacketFormat {

    /** Reads the same in both byte orders. */
    static final int SECTION_HEADER = 0x0A0D0D0A;

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BLOCK_OVERHEAD = 12;
    private static final int SECTION_HEADER_MIN = 28;
    private static final int INTERFACE_MIN = 20;
    private static final int PACKET_MIN = 32;
    private static final int SIMPLE_PACKET_MIN = 16;
    private static final int PACKET_DATA = 28;
    private static final int SIMPLE_PACKET_DATA = 12;

    /** Largest block that is read at all: a packet, its header and generous options. */
    private static final int MAX_READ_BYTES = MAX_PACKET_BYTES + 64 * 1024;

    /** Every interface takes memory; nobody has more than this. */
    private static final int MAX_INTERFACES = 65_536;

    private final CaptureInput input;
    private final List<PcapNgInterface> interfaces = new ArrayList<>();
    private WordOrder order;

    private PcapNg(CaptureInput input) {
        this.input = input;
    }

    static PcapNg open(CaptureInput input) throws IOException {
        PcapNg format = new PcapNg(input);
        try {
            format.readBlock(null);
        } catch (CutCapture e) {
            throw new CaptureException(
                    input.name() + " is cut inside the section header: " + e.getMessage(), e);
        }
        return format;
    }

    @Override
    public boolean next(CapturedPacket packet) throws IOException {
        while (!input.isAtEnd()) {
            if (readBlock(packet)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Walks the block headers from the start, since what a packet means depends on the section and
     * the interfaces before it; bodies of packets are seeked over.
     */
    @Override
    public void resumeAt(long position) throws IOException {
        while (input.position() < position) {
            if (input.isAtEnd()) {
                throw new CutCapture("position " + position + " is past its end");
            }
            readBlock(null);
        }
        if (input.position() != position) {
            throw new CaptureException(
                    "position "
                            + position
                            + " is no packet boundary of "
                            + input.name()
                            + "; was the file replaced?");
        }
    }

    /** Reads one block; with no {@code packet} to fill, packets are passed over. */
    private boolean readBlock(CapturedPacket packet) throws IOException {
        input.require(BLOCK_OVERHEAD, "block header");
        int type = readType();
        long total = Integer.toUnsignedLong(word(4));
        if (total < minimum(type) || total % 4 != 0) {
            throw damage("a block of type " + type + " and " + total + " bytes");
        }
        boolean packetWanted = packet != null && isPacket(type);
        if (!packetWanted && type != SECTION_HEADER && type != INTERFACE) {
            input.skip(total, "block");
            return false;
        }
        if (total > MAX_READ_BYTES) {
            throw damage("a block of " + total + " bytes, more than any packet has");
        }
        int length = (int) total;
        input.require(length, "block");
        if (Integer.toUnsignedLong(word(length - 4)) != total) {
            throw damage("a block whose two lengths differ");
        }
        if (packetWanted) {
            readPacket(type, length, packet);
        } else if (type == INTERFACE) {
            addInterface(length);
        } else if (order.u16(input.bytes(), input.start() + 12) != 1) {
            throw damage("pcapng of a newer major version than 1");
        }
        input.skip(length, "block");
        return packetWanted;
    }

    private int readType() throws IOException {
        if (WordOrder.BIG.i32(input.bytes(), input.start()) != SECTION_HEADER) {
            return word(0);
        }
        int magicAt = input.start() + 8;
        if (WordOrder.BIG.i32(input.bytes(), magicAt) == BYTE_ORDER_MAGIC) {
            order = WordOrder.BIG;
        } else if (WordOrder.LITTLE.i32(input.bytes(), magicAt) == BYTE_ORDER_MAGIC) {
            order = WordOrder.LITTLE;
        } else {
            throw damage("a section header without its byte-order magic");
        }
        interfaces.clear();
        return SECTION_HEADER;
    }

    private static boolean isPacket(int type) {
        return type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OBSOLETE_PACKET;
    }

    private static int minimum(int type) {
        return switch (type) {
            case SECTION_HEADER -> SECTION_HEADER_MIN;
            case INTERFACE -> INTERFACE_MIN;
            case ENHANCED_PACKET, OBSOLETE_PACKET -> PACKET_MIN;
            case SIMPLE_PACKET -> SIMPLE_PACKET_MIN;
            default -> BLOCK_OVERHEAD;
        };
    }

    private void addInterface(int length) throws IOException {
        if (interfaces.size() == MAX_INTERFACES) {
            throw damage("more than " + MAX_INTERFACES + " interfaces");
        }
        PcapNgInterface added = PcapNgInterface.read(order, input.bytes(), input.start(), length);
        if (added == null) {
            throw damage("an interface with options that make no sense");
        }
        interfaces.add(added);
    }

    private void readPacket(int type, int length, CapturedPacket packet) throws IOException {
        long number =
                switch (type) {
                    case ENHANCED_PACKET -> Integer.toUnsignedLong(word(8));
                    case OBSOLETE_PACKET -> order.u16(input.bytes(), input.start() + 8);
                    default -> 0;
                };
        if (number >= interfaces.size()) {
            throw damage("a packet of interface " + number + ", which was not described");
        }
        PcapNgInterface from = interfaces.get((int) number);
        if (type == SIMPLE_PACKET) {
            long original = Integer.toUnsignedLong(word(8));
            int room = length - SIMPLE_PACKET_MIN;
            int captured = (int) Math.min(room, Math.min(original, from.snapLength()));
            packet.at(from.linkType(), input.start() + SIMPLE_PACKET_DATA, captured);
            return;
        }
        long captured = Integer.toUnsignedLong(word(20));
        if (captured > length - PACKET_MIN || captured > MAX_PACKET_BYTES) {
            throw damage("a packet of " + captured + " bytes in a block of " + length);
        }
        packet.at(from.linkType(), input.start() + PACKET_DATA, (int) captured);
        long ticks = Integer.toUnsignedLong(word(12)) << 32 | Integer.toUnsignedLong(word(16));
        from.stamp(packet, ticks);
    }

    private int word(int offset) {
        return order.i32(input.bytes(), input.start() + offset);
    }

    private CaptureException damage(String what) {
        return new CaptureException(
                input.name()
                        + " is damaged at byte "
                        + input.position()
                        + ": "
                        + what
                        + "; packets before it were read");
    }
}
