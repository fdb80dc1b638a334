package io.flowledger.ledger.sequence;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Header;
import io.flowledger.netflow.wire.V5Layout;
import java.util.zip.CRC32C;

/**
 * What the audit looks at of one datagram. Reused from datagram to datagram, since it is filled for
 * each one that is received.
 */
public final class Sighting {

    private final V5Header header = new V5Header();
    private final CRC32C crc = new CRC32C();

    long receivedMicros;
    int sequence;

    /** Records the header claims, which is what the exporter numbered. */
    int claimed;

    /** Whole records that came. */
    int present;

    int uptimeMillis;
    long exportedMillis;
    int contentHash;
    int spool;
    int repairs;
    int samplingMode;
    int samplingInterval;
    boolean routed;
    long packets;
    long octets;

    /** Reads an accepted datagram. */
    public Sighting read(ExportDatagram datagram) {
        readHeader(datagram);
        present = datagram.recordCount();
        contentHash = hash(datagram);
        sumRecords(datagram.bytes(), datagram.offset() + V5Layout.HEADER_LENGTH);
        return this;
    }

    /** Reads what is believable of a datagram that was refused although its header is whole. */
    public Sighting readHeader(ExportDatagram datagram) {
        header.wrap(datagram.bytes(), datagram.offset());
        receivedMicros = datagram.receivedAtMicros();
        sequence = (int) header.flowSequence();
        claimed = header.count();
        present = 0;
        uptimeMillis = (int) header.sysUptime();
        exportedMillis = header.exportedAtMillis();
        spool = datagram.spool();
        repairs = datagram.repairs();
        samplingMode = header.samplingMode();
        samplingInterval = header.samplingInterval();
        return this;
    }

    public int flows() {
        return present;
    }

    public long packets() {
        return packets;
    }

    public long octets() {
        return octets;
    }

    /** When the exporter booted by its own clock, milliseconds modulo 2^32. */
    int bootByExporter() {
        return (int) exportedMillis - uptimeMillis;
    }

    /** When it booted by ours, milliseconds modulo 2^32. */
    int bootByReceiver() {
        return (int) (receivedMicros / 1_000) - uptimeMillis;
    }

    private int hash(ExportDatagram datagram) {
        crc.reset();
        crc.update(datagram.bytes(), datagram.offset(), datagram.length());
        return (int) crc.getValue();
    }

    private void sumRecords(byte[] bytes, int first) {
        long packetSum = 0;
        long octetSum = 0;
        int at = first;
        for (int i = 0; i < present; i++, at += V5Layout.RECORD_LENGTH) {
            packetSum += V5Layout.u32(bytes, at + V5Layout.PACKETS);
            octetSum += V5Layout.u32(bytes, at + V5Layout.OCTETS);
        }
        packets = packetSum;
        octets = octetSum;
        routed = present > 0 && isRouted(bytes, first);
    }

    /** Whether the first record has any of the fields that ESX and Open vSwitch leave 0. */
    private static boolean isRouted(byte[] bytes, int record) {
        return (V5Layout.u32(bytes, record + V5Layout.NEXT_HOP)
                        | V5Layout.u16(bytes, record + V5Layout.SRC_AS)
                        | V5Layout.u16(bytes, record + V5Layout.DST_AS)
                        | V5Layout.u8(bytes, record + V5Layout.SRC_MASK)
                        | V5Layout.u8(bytes, record + V5Layout.DST_MASK))
                != 0;
    }
}
