package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Refusal;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An export datagram between operators and in state, format 2, big-endian. Exactly the datagram's
 * slice is written, never the array it shares with its neighbours.
 *
 * <pre>
 *   0     1              9              17             25     27        31      35           43       45
 *   +-----+--------------+--------------+--------------+------+---------+-------+------------+--------+--------
 *   |kind | received (µs)| address high | address low  | port | repairs | spool | epoch (ms) | length | bytes…
 *   +-----+--------------+--------------+--------------+------+---------+-------+------------+--------+--------
 * </pre>
 *
 * Kind is 0 for an accepted datagram, otherwise the code of its {@link Refusal.Reason}. Length is
 * unsigned 16-bit, so damaged input can never make this allocate more than a UDP payload.
 */
public final class ExportDatagramSerializer extends ImmutableSerializer<ExportDatagram> {

    public static final ExportDatagramSerializer INSTANCE = new ExportDatagramSerializer();

    static final int MAX_BYTES = 65_535;

    private static final long serialVersionUID = 1L;
    private static final int ACCEPTED = 0;
    private static final int FIXED_LENGTH = 45;

    @Override
    public void serialize(ExportDatagram datagram, DataOutputView target) throws IOException {
        if (datagram.length() > MAX_BYTES) {
            throw new IOException(
                    "an export datagram of "
                            + datagram.length()
                            + " bytes is longer than any UDP payload");
        }
        target.writeByte(datagram.isAccepted() ? ACCEPTED : datagram.refusal().code());
        target.writeLong(datagram.receivedAtMicros());
        target.writeLong(datagram.addressHigh());
        target.writeLong(datagram.addressLow());
        target.writeShort(datagram.port());
        target.writeInt(datagram.repairs());
        target.writeInt(datagram.spool());
        target.writeLong(datagram.epochMillis());
        target.writeShort(datagram.length());
        target.write(datagram.bytes(), datagram.offset(), datagram.length());
    }

    @Override
    public ExportDatagram deserialize(DataInputView source) throws IOException {
        int kind = source.readUnsignedByte();
        long receivedAtMicros = source.readLong();
        long high = source.readLong();
        long low = source.readLong();
        int port = source.readUnsignedShort();
        int repairs = source.readInt();
        int spool = source.readInt();
        long epochMillis = source.readLong();
        byte[] bytes = new byte[source.readUnsignedShort()];
        source.readFully(bytes);
        try {
            ExportDatagram datagram =
                    kind == ACCEPTED
                            ? ExportDatagram.accepted(
                                    receivedAtMicros,
                                    high,
                                    low,
                                    port,
                                    bytes,
                                    0,
                                    bytes.length,
                                    repairs)
                            : ExportDatagram.refused(
                                    receivedAtMicros,
                                    high,
                                    low,
                                    port,
                                    bytes,
                                    0,
                                    bytes.length,
                                    Refusal.Reason.ofCode(kind));
            return datagram.withSpool(spool).withEpoch(epochMillis);
        } catch (IllegalArgumentException e) {
            throw new IOException("damaged export datagram: " + e.getMessage(), e);
        }
    }

    /** Through arrays: DataOutputSerializer.write(DataInputView, int) does not grow its buffer. */
    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        byte[] fixed = new byte[FIXED_LENGTH];
        source.readFully(fixed);
        int length = (fixed[FIXED_LENGTH - 2] & 0xFF) << 8 | fixed[FIXED_LENGTH - 1] & 0xFF;
        byte[] bytes = new byte[length];
        source.readFully(bytes);
        target.write(fixed);
        target.write(bytes);
    }

    @Override
    public ExportDatagram createInstance() {
        return ExportDatagram.refused(0, 0, 0, 0, new byte[0], 0, 0, Refusal.Reason.EMPTY);
    }

    @Override
    public TypeSerializerSnapshot<ExportDatagram> snapshotConfiguration() {
        return new ExportDatagramSerializerSnapshot();
    }
}
