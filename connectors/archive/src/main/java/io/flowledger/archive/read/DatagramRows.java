package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.io.InputFile;

/** Datagrams of a file of {@code flows} as their totals, without what each flow is. */
public final class DatagramRows extends DatagramParts<ArchivedDatagram> {

    static final Set<FlowColumn> COLUMNS =
            identityAnd(EnumSet.of(FlowColumn.PACKETS, FlowColumn.BYTES, FlowColumn.FLAGS));

    private long[] packets;
    private long[] octets;
    private int[] flags;

    // of the part in hand
    private long packetSum;
    private long octetSum;
    private int allFlags;

    private DatagramRows(FlowFileReader file) {
        super(file);
    }

    /** All of a file. */
    public static DatagramRows open(InputFile file, String name) throws IOException {
        return new DatagramRows(FlowFileReader.open(file, name, COLUMNS));
    }

    /** The row groups whose middle is in bytes {@code [from, to)} of the file. */
    public static DatagramRows open(InputFile file, String name, long from, long to)
            throws IOException {
        return new DatagramRows(FlowFileReader.open(file, name, COLUMNS, from, to));
    }

    @Override
    void bind(FlowBatch batch) {
        packets = batch.longs(FlowColumn.PACKETS);
        octets = batch.longs(FlowColumn.BYTES);
        flags = batch.ints(FlowColumn.FLAGS);
    }

    @Override
    void begin(int row) {
        packetSum = 0;
        octetSum = 0;
        allFlags = 0;
    }

    @Override
    void take(int from, int to) {
        for (int i = from; i < to; i++) {
            packetSum += packets[i];
            octetSum += octets[i];
            allFlags |= flags[i];
        }
    }

    @Override
    ArchivedDatagram end(Part part) {
        return new ArchivedDatagram(
                part.exporter(),
                part.port,
                part.type,
                part.id,
                part.epochMillis,
                part.receivedAtMillis,
                part.flowSequence,
                part.uptime,
                part.firstRecord,
                part.records(),
                packetSum,
                octetSum,
                allFlags);
    }
}
