package io.flowledger.jobs.rollup;

import io.flowledger.ledger.rollup.RollupSums;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Rows on their way to files. */
public final class RolledRowSerializer extends ImmutableSerializer<RolledRow> {

    static final RolledRowSerializer INSTANCE = new RolledRowSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(RolledRow row, DataOutputView out) throws IOException {
        row.key().write(out);
        out.writeLong(row.periodMillis());
        out.writeInt(row.periodSeconds());
        row.sums().write(out);
    }

    @Override
    public RolledRow deserialize(DataInputView in) throws IOException {
        return new RolledRow(RollupKey.read(in), in.readLong(), in.readInt(), RollupSums.read(in));
    }

    @Override
    public RolledRow createInstance() {
        return new RolledRow(
                RollupKeySerializer.INSTANCE.createInstance(), 0, 0, new RollupSums(0));
    }

    @Override
    public TypeSerializerSnapshot<RolledRow> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RolledRow> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
