package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.netflow.wire.V5Layout;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Puts rows together again to the datagrams they came from: rows that follow each other, agree in
 * everything a datagram has once, and whose {@code record} counts up by one. In a file in order of
 * arrival these are whole datagrams; in any other file they are parts, and nothing is lost or
 * counted twice. What is kept of the rows is the subclass's.
 */
public abstract class DatagramParts<T> implements Closeable {

    /** What a datagram has once, and the place of a row in it. */
    static final Set<FlowColumn> IDENTITY =
            EnumSet.of(
                    FlowColumn.RECEIVED_AT,
                    FlowColumn.EXPORTER,
                    FlowColumn.EXPORTER_PORT,
                    FlowColumn.ENGINE_TYPE,
                    FlowColumn.ENGINE_ID,
                    FlowColumn.EPOCH,
                    FlowColumn.SYS_UPTIME,
                    FlowColumn.SEQUENCE,
                    FlowColumn.RECORD);

    /** As many as a datagram has room for. */
    private static final int MOST_RECORDS =
            (V5Layout.MAX_UDP_PAYLOAD - V5Layout.HEADER_LENGTH) / V5Layout.RECORD_LENGTH;

    private final FlowFileReader file;
    private FlowBatch batch;
    private int at;
    private int rows;

    private long[] receivedAt;
    private long[] epoch;
    private long[] sysUptime;
    private long[] sequence;
    private int[] exporter;
    private int[] exporterPort;
    private int[] engineType;
    private int[] engineId;
    private int[] record;

    DatagramParts(FlowFileReader file) {
        this.file = file;
    }

    static Set<FlowColumn> identityAnd(Set<FlowColumn> others) {
        EnumSet<FlowColumn> all = EnumSet.copyOf(IDENTITY);
        all.addAll(others);
        return all;
    }

    /** The arrays that all batches of the file come in. */
    abstract void bind(FlowBatch batch);

    /** The row at {@code row} begins another part. */
    abstract void begin(int row);

    /** Rows {@code [from, to)} of the batch are of the part. */
    abstract void take(int from, int to);

    /** The part is over. */
    abstract T end(Part part);

    /** The next datagram or part of one, or null after the last one. */
    public final T next() throws IOException {
        if (at == rows && !nextBatch()) {
            return null;
        }
        Part part = new Part(at);
        begin(at);
        do {
            int from = at;
            at = part.continuesUpTo(from);
            take(from, at);
        } while (at == rows && nextBatch());
        return end(part);
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
            exporter = next.exporters();
            exporterPort = next.ints(FlowColumn.EXPORTER_PORT);
            engineType = next.ints(FlowColumn.ENGINE_TYPE);
            engineId = next.ints(FlowColumn.ENGINE_ID);
            record = next.ints(FlowColumn.RECORD);
            bind(next);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** What the rows of one datagram agree in, and how far they go. */
    final class Part {

        final long receivedAtMillis;
        final long epochMillis;
        final long uptime;
        final long flowSequence;
        final int port;
        final int type;
        final int id;
        final int firstRecord;

        /** As the batch numbers its texts. */
        final int exporterNumber;

        private int nextRecord;

        Part(int row) {
            receivedAtMillis = receivedAt[row];
            epochMillis = epoch[row];
            uptime = sysUptime[row];
            flowSequence = sequence[row];
            exporterNumber = exporter[row];
            port = exporterPort[row];
            type = engineType[row];
            id = engineId[row];
            firstRecord = record[row];
            nextRecord = firstRecord;
        }

        int records() {
            return nextRecord - firstRecord;
        }

        String exporter() {
            return batch.exporter(exporterNumber);
        }

        /** The first row from {@code row} on that is not of this datagram. */
        private int continuesUpTo(int row) {
            int i = row;
            for (; i < rows && continues(i) && records() < MOST_RECORDS; i++) {
                nextRecord++;
            }
            return i;
        }

        private boolean continues(int row) {
            return record[row] == nextRecord
                    && sequence[row] == flowSequence
                    && receivedAt[row] == receivedAtMillis
                    && exporter[row] == exporterNumber
                    && exporterPort[row] == port
                    && engineType[row] == type
                    && engineId[row] == id
                    && epoch[row] == epochMillis
                    && sysUptime[row] == uptime;
        }
    }
}
