package io.flowledger.jobs.account;

import io.flowledger.archive.read.DatagramPart;
import io.flowledger.netflow.source.ExportDatagramSerializer;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The first record, then the datagram. Never stored beyond a job. */
public final class DatagramPartSerializer extends ImmutableSerializer<DatagramPart> {

    public static final DatagramPartSerializer INSTANCE = new DatagramPartSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(DatagramPart part, DataOutputView out) throws IOException {
        out.writeInt(part.firstRecord());
        ExportDatagramSerializer.INSTANCE.serialize(part.datagram(), out);
    }

    @Override
    public DatagramPart deserialize(DataInputView in) throws IOException {
        return new DatagramPart(in.readInt(), ExportDatagramSerializer.INSTANCE.deserialize(in));
    }

    @Override
    public DatagramPart createInstance() {
        return new DatagramPart(0, ExportDatagramSerializer.INSTANCE.createInstance());
    }

    @Override
    public TypeSerializerSnapshot<DatagramPart> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DatagramPart> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
