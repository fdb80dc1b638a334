package io.flowledger.jobs.recount;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.ledger.audit.LossLine;
import io.flowledger.ledger.audit.SessionLine;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * The fields of a line in order, behind a byte that says what it is. By hand, since every datagram
 * is written and read twice to be sorted, and Flink's serializer of records looks at each field by
 * reflection. Never stored beyond a job.
 */
final class AuditLineSerializer extends ImmutableSerializer<AuditLine> {

    static final AuditLineSerializer INSTANCE = new AuditLineSerializer();

    private static final long serialVersionUID = 1L;

    private static final int DATAGRAM = 1;
    private static final int LOSS = 2;
    private static final int SESSION = 3;

    @Override
    public void serialize(AuditLine line, DataOutputView out) throws IOException {
        out.writeByte(line.datagram() != null ? DATAGRAM : line.loss() != null ? LOSS : SESSION);
        StringValue.writeString(line.exporter(), out);
        out.writeInt(line.engineType());
        out.writeInt(line.engineId());
        out.writeLong(line.epochMillis());
        if (line.datagram() != null) {
            write(line.datagram(), out);
        } else if (line.loss() != null) {
            write(line.loss(), out);
        } else {
            write(line.session(), out);
        }
    }

    private static void write(ArchivedDatagram datagram, DataOutputView out) throws IOException {
        out.writeInt(datagram.exporterPort());
        out.writeLong(datagram.receivedAtMillis());
        out.writeLong(datagram.sequence());
        out.writeLong(datagram.sysUptime());
        out.writeInt(datagram.firstRecord());
        out.writeInt(datagram.records());
        out.writeLong(datagram.packets());
        out.writeLong(datagram.octets());
        out.writeInt(datagram.flags());
    }

    private static void write(LossLine loss, DataOutputView out) throws IOException {
        out.writeInt(loss.port());
        StringValue.writeString(loss.kind(), out);
        out.writeLong(loss.firstSequence());
        out.writeLong(loss.lastSequence());
        out.writeLong(loss.units());
        out.writeLong(loss.atLeast());
        out.writeLong(loss.beforeMillis());
        StringValue.writeString(loss.cause(), out);
    }

    private static void write(SessionLine session, DataOutputView out) throws IOException {
        out.writeInt(session.port());
        out.writeLong(session.reportedMillis());
        StringValue.writeString(session.convention(), out);
        out.writeBoolean(session.ended());
        out.writeLong(session.lastSeenMillis());
        out.writeLong(session.firstSequence());
        out.writeLong(session.nextSequence());
        out.writeLong(session.windowMillis());
    }

    @Override
    public AuditLine deserialize(DataInputView in) throws IOException {
        int kind = in.readByte();
        String exporter = StringValue.readString(in);
        int type = in.readInt();
        int id = in.readInt();
        long epoch = in.readLong();
        return switch (kind) {
            case DATAGRAM -> AuditLine.of(readDatagram(exporter, type, id, epoch, in));
            case LOSS -> new AuditLine(exporter, type, id, epoch, null, readLoss(in), null);
            case SESSION -> new AuditLine(exporter, type, id, epoch, null, null, readSession(in));
            default -> throw new IOException("no line is of kind " + kind);
        };
    }

    private static ArchivedDatagram readDatagram(
            String exporter, int type, int id, long epoch, DataInputView in) throws IOException {
        return new ArchivedDatagram(
                exporter,
                in.readInt(),
                type,
                id,
                epoch,
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readInt());
    }

    private static LossLine readLoss(DataInputView in) throws IOException {
        return new LossLine(
                in.readInt(),
                StringValue.readString(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                StringValue.readString(in));
    }

    private static SessionLine readSession(DataInputView in) throws IOException {
        return new SessionLine(
                in.readInt(),
                in.readLong(),
                StringValue.readString(in),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    @Override
    public AuditLine createInstance() {
        return new AuditLine("", 0, 0, 0, null, null, null);
    }

    @Override
    public TypeSerializerSnapshot<AuditLine> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Required of every serializer; instantiated by Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AuditLine> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
