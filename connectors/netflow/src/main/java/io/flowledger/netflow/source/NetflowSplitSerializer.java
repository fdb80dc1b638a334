package io.flowledger.netflow.source;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A split, version 1: kind (1 spool, 2 capture), then its fields in the order of the record; text
 * as modified UTF-8 with a length, numbers big-endian.
 */
final class NetflowSplitSerializer implements SimpleVersionedSerializer<NetflowSplit> {

    static final int VERSION = 1;

    private static final int SPOOL = 1;
    private static final int CAPTURE = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(NetflowSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(128);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public NetflowSplit deserialize(int version, byte[] serialized) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        NetflowSplit split = read(version, in);
        if (in.available() > 0) {
            throw new IOException(in.available() + " bytes follow the split " + split.splitId());
        }
        return split;
    }

    static void write(NetflowSplit split, DataOutputView out) throws IOException {
        if (split instanceof SpoolSplit spool) {
            out.writeByte(SPOOL);
            out.writeUTF(spool.splitId());
            out.writeUTF(spool.host());
            out.writeUTF(spool.directory());
            out.writeByte(spool.intake().code());
            out.writeLong(spool.stopAtMillis());
        } else if (split instanceof CaptureSplit capture) {
            out.writeByte(CAPTURE);
            out.writeUTF(capture.uri());
        }
        out.writeLong(split.position());
    }

    static NetflowSplit read(int version, DataInputView in) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "a split of version "
                            + version
                            + " was stored; this program reads version "
                            + VERSION
                            + ": use the version that wrote the checkpoint");
        }
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case SPOOL ->
                    new SpoolSplit(
                            in.readUTF(),
                            in.readUTF(),
                            in.readUTF(),
                            intake(in.readUnsignedByte()),
                            in.readLong(),
                            in.readLong());
            case CAPTURE -> new CaptureSplit(in.readUTF(), in.readLong());
            default -> throw new IOException("no split is of kind " + kind);
        };
    }

    private static Intake intake(int code) throws IOException {
        try {
            return Intake.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
