package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.io.InputFile;

/**
 * Puts rows together again to the datagrams they came from: rows that follow each other, agree in
 * everything a datagram has once, and whose {@code record} counts up by one. In a file in order of
 * arrival these are whole datagrams; in any other file they are parts, and nothing is lost or
 * counted twice.
 */
public final class DatagramRows implements Closeable {

    static final Set<FlowColumn> COLUMNS =
            EnumSet.of(
                    FlowColumn.RECEIVED_AT,
                    FlowColumn.EXPORTER,
                    FlowColumn.EXPORTER_PORT,
                    FlowColumn.ENGINE_TYPE,
                    FlowColumn.ENGINE_ID,
                    FlowColumn.EPOCH,
                    FlowColumn.SYS_UPTIME,
                    FlowColumn.SEQUENCE,
                    FlowColumn.RECORD,
                    FlowColumn.PACKETS,
                    FlowColumn.BYTES,
                    FlowColumn.FLAGS);

    private final FlowFileReader file;
    private FlowBatch batch;
    private int at;
    private int rows;

    private long[] receivedAt;
    private long[] epoch;
    private long[] sysUptime;
    private long[] sequence;
    private long[] packets;
    private long[] octets;
    private int[] exporter;
    private int[] exporterPort;
    private int[] engineType;
    private int[] engineId;
    private int[] record;
    private int[] flags;

    private DatagramRows(FlowFileReader file) {
        this.file = file;
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

    /** The next datagram or part of one, or null after the last one. */
    public ArchivedDatagram next() throws IOException {
        if (at == rows && !nextBatch()) {
            return null;
        }
        Part part = new Part(at);
        do {
            at = part.take(at);
        } while (at == rows && nextBatch());
        return part.datagram();
    }

    private boolean nextBatch() throws IOException {
        at = 0;
        rows = 0;
        FlowBatch next = file.next();
        if (next == null) {
            return false;
        }
        rows = next.rows();
        if (batch == null) {
            batch = next;
            receivedAt = next.longs(FlowColumn.RECEIVED_AT);
            epoch = next.longs(FlowColumn.EPOCH);
            sysUptime = next.longs(FlowColumn.SYS_UPTIME);
            sequence = next.longs(FlowColumn.SEQUENCE);
            packets = next.longs(FlowColumn.PACKETS);
            octets = next.longs(FlowColumn.BYTES);
            exporter = next.exporters();
            exporterPort = next.ints(FlowColumn.EXPORTER_PORT);
            engineType = next.ints(FlowColumn.ENGINE_TYPE);
            engineId = next.ints(FlowColumn.ENGINE_ID);
            record = next.ints(FlowColumn.RECORD);
            flags = next.ints(FlowColumn.FLAGS);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Rows of one datagram, being added up. */
    private final class Part {

        private final long partReceivedAt;
        private final long partEpoch;
        private final long partUptime;
        private final long partSequence;
        private final int partExporter;
        private final int partPort;
        private final int partType;
        private final int partId;
        private final int firstRecord;
        private int nextRecord;
        private long packetSum;
        private long octetSum;
        private int allFlags;

        Part(int row) {
            partReceivedAt = receivedAt[row];
            partEpoch = epoch[row];
            partUptime = sysUptime[row];
            partSequence = sequence[row];
            partExporter = exporter[row];
            partPort = exporterPort[row];
            partType = engineType[row];
            partId = engineId[row];
            firstRecord = record[row];
            nextRecord = firstRecord;
        }

        /** Adds rows from {@code row} on while they are of this datagram; returns the next one. */
        int take(int row) {
            int i = row;
            for (; i < rows && continues(i); i++) {
                packetSum += packets[i];
                octetSum += octets[i];
                allFlags |= flags[i];
                nextRecord++;
            }
            return i;
        }

        private boolean continues(int row) {
            return record[row] == nextRecord
                    && sequence[row] == partSequence
                    && receivedAt[row] == partReceivedAt
                    && exporter[row] == partExporter
                    && exporterPort[row] == partPort
                    && engineType[row] == partType
                    && engineId[row] == partId
                    && epoch[row] == partEpoch
                    && sysUptime[row] == partUptime;
        }

        ArchivedDatagram datagram() {
            return new ArchivedDatagram(
                    batch.exporter(partExporter),
                    partPort,
                    partType,
                    partId,
                    partEpoch,
                    partReceivedAt,
                    partSequence,
                    partUptime,
                    firstRecord,
                    nextRecord - firstRecord,
                    packetSum,
                    octetSum,
                    allFlags);
        }
    }
}
