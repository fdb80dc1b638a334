package io.flowledger.netflow.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads the UDP datagrams of a pcap or pcapng file, plain or gzipped, in the file's order. What is
 * no UDP is skipped and counted by {@link SkipReason}; fragments are not reassembled (the first one
 * is delivered with what it holds, the others are skipped); a file that ends inside a packet gives
 * all whole packets and then {@link #isCut()}. One instance per thread.
 *
 * <p>{@link #position()} is a packet boundary at which another reader of the same file can go on.
 * Resuming seeks in a pcap, walks the block headers of a pcapng (its interfaces are described along
 * the way), and inflates a gzipped one again from the start; positions count inflated bytes.
 */
public final class CaptureReader implements Closeable {

    private static final int GZIP_MAGIC = 0x1F8B;

    private final CaptureInput input;
    private final PacketFormat format;
    private final BitSet ports;
    private final CapturedPacket packet = new CapturedPacket();
    private final UdpDecoder udp = new UdpDecoder();
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private long position;
    private long packets;
    private long datagrams;
    private long firstFragments;
    private long snapLengthCuts;
    private String cut;

    private CaptureReader(CaptureInput input, PacketFormat format, Set<Integer> ports) {
        this.input = input;
        this.format = format;
        this.position = input.position();
        this.ports = new BitSet();
        ports.forEach(this.ports::set);
    }

    /** Reads all UDP datagrams of a file. */
    public static CaptureReader open(Path file) throws IOException {
        return open(file, 0, Set.of());
    }

    /**
     * @param position 0 for the start, else what {@link #position()} of an earlier reader returned
     */
    public static CaptureReader open(Path file, long position) throws IOException {
        return open(file, position, Set.of());
    }

    /**
     * @param destinationPorts UDP ports to deliver datagrams of; empty for all
     */
    public static CaptureReader open(Path file, long position, Set<Integer> destinationPorts)
            throws IOException {
        if (Files.isDirectory(file)) {
            throw new CaptureException(file + " is a directory; name the capture files in it");
        }
        try {
            return open(Files.newByteChannel(file), file.toString(), position, destinationPorts);
        } catch (NoSuchFileException e) {
            throw new CaptureException("there is no capture file " + file, e);
        }
    }

    /** Reads from a channel standing at the start of a capture; closes it. */
    public static CaptureReader open(
            SeekableByteChannel channel, String name, long position, Set<Integer> destinationPorts)
            throws IOException {
        return open(new ChannelStream(channel), name, position, destinationPorts);
    }

    /**
     * Reads from a stream standing at the start of a capture; closes it. Resuming is as quick as
     * the stream's {@link InputStream#skip}.
     *
     * @param name what messages call it: the file
     */
    public static CaptureReader open(
            InputStream stream, String name, long position, Set<Integer> destinationPorts)
            throws IOException {
        try {
            CaptureInput input = new CaptureInput(inflatedIfGzipped(stream), name);
            CaptureReader reader = new CaptureReader(input, formatOf(input), destinationPorts);
            if (position != 0) {
                reader.resumeAt(position);
            }
            return reader;
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private static InputStream inflatedIfGzipped(InputStream stream) throws IOException {
        PushbackInputStream in = new PushbackInputStream(stream, 2);
        byte[] magic = in.readNBytes(2);
        in.unread(magic);
        boolean gzipped =
                magic.length == 2 && ((magic[0] & 0xFF) << 8 | magic[1] & 0xFF) == GZIP_MAGIC;
        return gzipped ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static PacketFormat formatOf(CaptureInput input) throws IOException {
        if (!input.has(4)) {
            throw new CaptureException(
                    input.name() + " is no capture: it has only " + input.available() + " bytes");
        }
        if (WordOrder.BIG.i32(input.bytes(), input.start()) == PcapNg.SECTION_HEADER) {
            return PcapNg.open(input);
        }
        WordOrder order = ClassicPcap.orderOf(input);
        if (order == null) {
            throw new CaptureException(
                    input.name()
                            + " is no capture: it starts with "
                            + input.firstBytes(4)
                            + "; a pcap starts with a1 b2 c3 d4 or a1 b2 3c 4d in either byte"
                            + " order, a pcapng with 0a 0d 0d 0a");
        }
        return ClassicPcap.open(input, order);
    }

    private void resumeAt(long at) throws IOException {
        try {
            format.resumeAt(at);
        } catch (CutCapture e) {
            throw new CaptureException(
                    input.name()
                            + " ends before position "
                            + at
                            + ", up to which it was read earlier; was the file replaced?",
                    e);
        }
        position = at;
    }

    /**
     * Goes on to the next UDP datagram; false at the end, where {@link #isCut()} tells whether the
     * file ended inside a packet.
     *
     * @throws CaptureException when the file is damaged; what came before has been delivered
     */
    public boolean next() throws IOException {
        while (cut == null && nextPacket()) {
            packets++;
            SkipReason reason = udp.decode(input.bytes(), packet);
            if (reason == null && !ports.isEmpty() && !ports.get(udp.destinationPort)) {
                reason = SkipReason.OTHER_PORT;
            }
            if (reason == null) {
                datagrams++;
                firstFragments += udp.firstFragment ? 1 : 0;
                snapLengthCuts += udp.cutBySnapLength ? 1 : 0;
                return true;
            }
            skipped.merge(reason, 1L, Long::sum);
        }
        return false;
    }

    private boolean nextPacket() throws IOException {
        try {
            boolean more = format.next(packet);
            position = input.position();
            return more;
        } catch (CutCapture e) {
            cut =
                    input.name()
                            + " is cut behind byte "
                            + position
                            + ": "
                            + e.getMessage()
                            + "; the "
                            + packets
                            + " whole packets before it were read";
            return false;
        }
    }

    /** When the packet was captured, microseconds since 1970; 0 without {@link #hasTimestamp()}. */
    public long timestampMicros() {
        return packet.timestampMicros;
    }

    /** False for pcapng's simple packets, which carry no time, and for impossible times. */
    public boolean hasTimestamp() {
        return packet.hasTimestamp;
    }

    /** Upper half of the sender's address, as {@code ExporterAddress} has it. */
    public long sourceAddressHigh() {
        return udp.sourceHigh;
    }

    public long sourceAddressLow() {
        return udp.sourceLow;
    }

    public long destinationAddressHigh() {
        return udp.destinationHigh;
    }

    public long destinationAddressLow() {
        return udp.destinationLow;
    }

    public int sourcePort() {
        return udp.sourcePort;
    }

    public int destinationPort() {
        return udp.destinationPort;
    }

    /**
     * The reader's buffer: the payload is {@code bytes[payloadOffset .. payloadOffset +
     * payloadLength)} until the next call of {@link #next()}; copy what is kept.
     */
    public byte[] bytes() {
        return input.bytes();
    }

    public int payloadOffset() {
        return udp.payloadOffset;
    }

    public int payloadLength() {
        return udp.payloadLength;
    }

    /** Offset in the file behind the last whole packet taken. */
    public long position() {
        return position;
    }

    /** Whether the file ended inside a packet; known once {@link #next()} returned false. */
    public boolean isCut() {
        return cut != null;
    }

    /** One line naming the file and the byte, if {@link #isCut()}; else null. */
    public String cutDescription() {
        return cut;
    }

    /** Packets read since this reader was opened. */
    public long packets() {
        return packets;
    }

    /** Datagrams delivered since this reader was opened. */
    public long datagrams() {
        return datagrams;
    }

    /** Packets not delivered, by reason. */
    public long skipped(SkipReason reason) {
        return skipped.getOrDefault(reason, 0L);
    }

    /** Datagrams delivered with what their first IP fragment held. */
    public long firstFragments() {
        return firstFragments;
    }

    /** Datagrams delivered shorter than they were, because the capture's snap length cut them. */
    public long snapLengthCuts() {
        return snapLengthCuts;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
