package io.flowledger.jobs.rollup;

import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A batch sorts by these bytes. It has the first eight of them at hand and has to fetch the others
 * for each comparison, so the first ones tell most keys apart.
 */
public final class RollupKeySerializer extends ImmutableSerializer<RollupKey> {

    static final RollupKeySerializer INSTANCE = new RollupKeySerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(RollupKey key, DataOutputView out) throws IOException {
        out.writeLong(KeyColumns.order(key));
        key.write(out);
    }

    @Override
    public RollupKey deserialize(DataInputView in) throws IOException {
        in.skipBytesToRead(Long.BYTES);
        return RollupKey.read(in);
    }

    @Override
    public RollupKey createInstance() {
        return new RollupKey(new byte[0]);
    }

    @Override
    public TypeSerializerSnapshot<RollupKey> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RollupKey> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
