package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.ReceiverNotice;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Received;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A byte that says which, then the datagram or the notice. */
public final class ReceivedSerializer extends ImmutableSerializer<Received> {

    public static final ReceivedSerializer INSTANCE = new ReceivedSerializer();

    private static final long serialVersionUID = 1L;
    private static final int DATAGRAM = 0;
    private static final int NOTICE = 1;

    @Override
    public void serialize(Received element, DataOutputView target) throws IOException {
        if (element instanceof ExportDatagram datagram) {
            target.writeByte(DATAGRAM);
            ExportDatagramSerializer.INSTANCE.serialize(datagram, target);
        } else {
            target.writeByte(NOTICE);
            ReceiverNoticeSerializer.INSTANCE.serialize((ReceiverNotice) element, target);
        }
    }

    @Override
    public Received deserialize(DataInputView source) throws IOException {
        return source.readByte() == DATAGRAM
                ? ExportDatagramSerializer.INSTANCE.deserialize(source)
                : ReceiverNoticeSerializer.INSTANCE.deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        byte kind = source.readByte();
        target.writeByte(kind);
        if (kind == DATAGRAM) {
            ExportDatagramSerializer.INSTANCE.copy(source, target);
        } else {
            ReceiverNoticeSerializer.INSTANCE.copy(source, target);
        }
    }

    @Override
    public Received createInstance() {
        return ExportDatagramSerializer.INSTANCE.createInstance();
    }

    @Override
    public TypeSerializerSnapshot<Received> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Its format is that of its two parts. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Received> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
