package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Encoder;
import io.flowledger.netflow.wire.V5Layout;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.io.InputFile;

/**
 * Datagrams of a file of {@code flows} in the bytes of NetFlow v5 again. All fields that the table
 * has are as they were on the wire, but for First and Last where those were repaired, which then
 * are at the ages that the repair gave them. Times of receipt and of export are in milliseconds,
 * and what was repaired is left out.
 */
public final class DatagramBytes extends DatagramParts<DatagramPart> {

    static final Set<FlowColumn> COLUMNS =
            identityAnd(
                    EnumSet.complementOf(
                            EnumSet.of(FlowColumn.FLAGS, FlowColumn.RECORD, FlowColumn.EPOCH)));

    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private long[] exportedAt;
    private long[] flowStart;
    private long[] flowEnd;
    private int[] samplingMode;
    private int[] samplingInterval;
    private long[] srcAddr;
    private long[] dstAddr;
    private long[] nextHop;
    private int[] srcPort;
    private int[] dstPort;
    private int[] proto;
    private int[] tos;
    private int[] tcpFlags;
    private int[] inIf;
    private int[] outIf;
    private int[] srcAs;
    private int[] dstAs;
    private int[] srcMask;
    private int[] dstMask;
    private long[] packets;
    private long[] octets;
    private long[] sysUptime;

    private final V5Encoder encoder = new V5Encoder();
    private final byte[] bytes = new byte[V5Layout.MAX_UDP_PAYLOAD];
    private long exportedAtMillis;

    private int knownExporter = -1;
    private long addressHigh;
    private long addressLow;

    private DatagramBytes(FlowFileReader file) {
        super(file);
    }

    /** The row groups whose middle is in bytes {@code [from, to)} of the file. */
    public static DatagramBytes open(InputFile file, String name, long from, long to)
            throws IOException {
        return new DatagramBytes(FlowFileReader.open(file, name, COLUMNS, from, to));
    }

    @Override
    void bind(FlowBatch batch) {
        exportedAt = batch.longs(FlowColumn.EXPORTED_AT);
        flowStart = batch.longs(FlowColumn.FLOW_START);
        flowEnd = batch.longs(FlowColumn.FLOW_END);
        sysUptime = batch.longs(FlowColumn.SYS_UPTIME);
        samplingMode = batch.ints(FlowColumn.SAMPLING_MODE);
        samplingInterval = batch.ints(FlowColumn.SAMPLING_INTERVAL);
        srcAddr = batch.longs(FlowColumn.SRC_ADDR);
        dstAddr = batch.longs(FlowColumn.DST_ADDR);
        nextHop = batch.longs(FlowColumn.NEXT_HOP);
        srcPort = batch.ints(FlowColumn.SRC_PORT);
        dstPort = batch.ints(FlowColumn.DST_PORT);
        proto = batch.ints(FlowColumn.PROTO);
        tos = batch.ints(FlowColumn.TOS);
        tcpFlags = batch.ints(FlowColumn.TCP_FLAGS);
        inIf = batch.ints(FlowColumn.IN_IF);
        outIf = batch.ints(FlowColumn.OUT_IF);
        srcAs = batch.ints(FlowColumn.SRC_AS);
        dstAs = batch.ints(FlowColumn.DST_AS);
        srcMask = batch.ints(FlowColumn.SRC_MASK);
        dstMask = batch.ints(FlowColumn.DST_MASK);
        packets = batch.longs(FlowColumn.PACKETS);
        octets = batch.longs(FlowColumn.BYTES);
    }

    @Override
    void begin(int row) {
        exportedAtMillis = exportedAt[row];
        encoder.start(bytes, 0).sampling(samplingMode[row], samplingInterval[row]);
    }

    @Override
    void take(int from, int to) {
        for (int i = from; i < to; i++) {
            // ages in a record are by uptime, in the archive by the exporter's clock
            long upToExport = sysUptime[i] - exportedAtMillis;
            encoder.nextRecord()
                    .addresses(srcAddr[i], dstAddr[i], nextHop[i])
                    .interfaces(inIf[i], outIf[i])
                    .counters(packets[i], octets[i])
                    .times(flowStart[i] + upToExport, flowEnd[i] + upToExport)
                    .ports(srcPort[i], dstPort[i])
                    .protocol(proto[i], tcpFlags[i], tos[i])
                    .autonomousSystems(srcAs[i], dstAs[i])
                    .masks(srcMask[i], dstMask[i]);
        }
    }

    @Override
    DatagramPart end(Part part) {
        if (part.exporterNumber != knownExporter) {
            InetAddress address = ExporterAddress.parse(part.exporter());
            addressHigh = ExporterAddress.high(address);
            addressLow = ExporterAddress.low(address);
            knownExporter = part.exporterNumber;
        }
        encoder.sysUptime(part.uptime)
                .exportedAt(
                        Math.floorDiv(exportedAtMillis, MILLIS_PER_SECOND),
                        Math.floorMod(exportedAtMillis, MILLIS_PER_SECOND) * NANOS_PER_MILLI)
                .flowSequence(part.flowSequence)
                .engine(part.type, part.id);
        int length = encoder.finish();
        return new DatagramPart(
                part.firstRecord,
                ExportDatagram.accepted(
                                part.receivedAtMillis * 1_000,
                                addressHigh,
                                addressLow,
                                part.port,
                                Arrays.copyOf(bytes, length),
                                0,
                                length,
                                0)
                        .withEpoch(part.epochMillis));
    }
}
