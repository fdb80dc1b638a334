package io.flowledger.ledger.sequence;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Layout;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An export session: what has one numbering.
 *
 * @param addressHigh upper half of the exporter's address, see {@link ExporterAddress}
 * @param port UDP source port, or {@link #ANY_PORT} where sessions are told apart by engine alone
 */
public record SessionKey(
        long addressHigh, long addressLow, int port, int engineType, int engineId) {

    public static final int ANY_PORT = -1;

    /** The session of a datagram with a whole header. */
    public static SessionKey of(ExportDatagram datagram, boolean withPort) {
        byte[] bytes = datagram.bytes();
        return new SessionKey(
                datagram.addressHigh(),
                datagram.addressLow(),
                withPort ? datagram.port() : ANY_PORT,
                V5Layout.u8(bytes, datagram.offset() + V5Layout.ENGINE_TYPE),
                V5Layout.u8(bytes, datagram.offset() + V5Layout.ENGINE_ID));
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(addressHigh);
        out.writeLong(addressLow);
        out.writeInt(port);
        out.writeByte(engineType);
        out.writeByte(engineId);
    }

    public static SessionKey read(DataInput in) throws IOException {
        return new SessionKey(
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readUnsignedByte(),
                in.readUnsignedByte());
    }

    public String exporter() {
        return ExporterAddress.text(addressHigh, addressLow);
    }

    /** Mixed well and the same in every JVM: Flink spreads sessions over tasks by it. */
    @Override
    public int hashCode() {
        long mixed = addressHigh * 0x9E37_79B9_7F4A_7C15L + addressLow;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        mixed += (long) port << 16 | engineType << 8 | engineId;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return (int) (mixed ^ mixed >>> 32);
    }

    @Override
    public String toString() {
        return exporter()
                + (port == ANY_PORT ? "" : ":" + port)
                + " engine "
                + engineType
                + "/"
                + engineId;
    }
}
