package io.flowledger.archive.read;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A datagram, or some records of one that follow each other, in the bytes of NetFlow v5.
 *
 * @param firstRecord index in the datagram of the first record
 * @param datagram its header, and the records that there are
 */
public record DatagramPart(int firstRecord, ExportDatagram datagram) {

    private static final Comparator<DatagramPart> BY_NUMBER =
            Comparator.comparingLong(DatagramPart::sequence)
                    .thenComparingLong(DatagramPart::sysUptime)
                    .thenComparingInt(part -> part.datagram.port())
                    .thenComparingLong(part -> part.datagram.epochMillis())
                    .thenComparingInt(DatagramPart::firstRecord);

    /**
     * The datagrams that parts of one export session are of, all received in the same millisecond.
     * A datagram that the archive has twice is there twice.
     */
    public static List<ExportDatagram> together(List<DatagramPart> parts) {
        List<DatagramPart> sorted = new ArrayList<>(parts);
        sorted.sort(BY_NUMBER);
        List<ExportDatagram> whole = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || !sorted.get(i).isOfSame(sorted.get(from))) {
                addAll(sorted.subList(from, i), whole);
                from = i;
            }
        }
        return whole;
    }

    /** Parts of the same datagram, or of several that cannot be told apart. */
    private static void addAll(List<DatagramPart> parts, List<ExportDatagram> whole) {
        List<DatagramPart> left = parts;
        while (!left.isEmpty()) {
            List<DatagramPart> ofOne = new ArrayList<>();
            List<DatagramPart> others = new ArrayList<>();
            int records = 0;
            for (DatagramPart part : left) {
                if (part.firstRecord >= records) {
                    ofOne.add(part);
                    records = part.firstRecord + part.datagram.recordCount();
                } else {
                    others.add(part);
                }
            }
            whole.add(ofOne.size() == 1 ? ofOne.get(0).datagram : joined(ofOne));
            left = others;
        }
    }

    private boolean isOfSame(DatagramPart other) {
        return sequence() == other.sequence()
                && sysUptime() == other.sysUptime()
                && datagram.port() == other.datagram.port()
                && datagram.epochMillis() == other.datagram.epochMillis();
    }

    private static ExportDatagram joined(List<DatagramPart> parts) {
        ExportDatagram first = parts.get(0).datagram;
        int records = parts.stream().mapToInt(part -> part.datagram.recordCount()).sum();
        byte[] bytes = new byte[V5Layout.HEADER_LENGTH + records * V5Layout.RECORD_LENGTH];
        System.arraycopy(first.bytes(), first.offset(), bytes, 0, V5Layout.HEADER_LENGTH);
        V5Layout.put16(bytes, V5Layout.COUNT, records);
        int at = V5Layout.HEADER_LENGTH;
        int repairs = 0;
        for (DatagramPart part : parts) {
            ExportDatagram each = part.datagram;
            int length = each.length() - V5Layout.HEADER_LENGTH;
            System.arraycopy(
                    each.bytes(), each.offset() + V5Layout.HEADER_LENGTH, bytes, at, length);
            at += length;
            repairs |= each.repairs();
        }
        return ExportDatagram.accepted(
                        first.receivedAtMicros(),
                        first.addressHigh(),
                        first.addressLow(),
                        first.port(),
                        bytes,
                        0,
                        bytes.length,
                        repairs)
                .withEpoch(first.epochMillis());
    }

    private long sequence() {
        return V5Layout.u32(datagram.bytes(), datagram.offset() + V5Layout.FLOW_SEQUENCE);
    }

    private long sysUptime() {
        return V5Layout.u32(datagram.bytes(), datagram.offset() + V5Layout.SYS_UPTIME);
    }
}
