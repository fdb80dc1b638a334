package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.ReceiverNotice;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Format 1: the fields in order, the name as UTF. */
public final class ReceiverNoticeSerializer extends ImmutableSerializer<ReceiverNotice> {

    public static final ReceiverNoticeSerializer INSTANCE = new ReceiverNoticeSerializer();

    private static final long serialVersionUID = 1L;
    private static final int FORMAT = 1;

    @Override
    public void serialize(ReceiverNotice notice, DataOutputView target) throws IOException {
        target.writeByte(FORMAT);
        target.writeInt(notice.spool());
        target.writeUTF(notice.spoolName());
        target.writeLong(notice.receivedAtMicros());
        target.writeByte(notice.kind().code());
        target.writeLong(notice.kernelDrops());
        target.writeLong(notice.spoolDrops());
    }

    @Override
    public ReceiverNotice deserialize(DataInputView source) throws IOException {
        int format = source.readByte();
        if (format != FORMAT) {
            throw new IOException(
                    "a receiver notice in format "
                            + format
                            + "; this program reads "
                            + FORMAT
                            + ": use the version that wrote the checkpoint");
        }
        return new ReceiverNotice(
                source.readInt(),
                source.readUTF(),
                source.readLong(),
                ReceiverNotice.Kind.ofCode(source.readByte()),
                source.readLong(),
                source.readLong());
    }

    @Override
    public ReceiverNotice createInstance() {
        return new ReceiverNotice(0, "", 0, ReceiverNotice.Kind.STATUS, 0, 0);
    }

    @Override
    public TypeSerializerSnapshot<ReceiverNotice> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Each notice says its format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReceiverNotice> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
