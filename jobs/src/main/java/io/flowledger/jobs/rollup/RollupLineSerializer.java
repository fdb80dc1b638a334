package io.flowledger.jobs.rollup;

import io.flowledger.ledger.rollup.RollupSums;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Lines on their way to where their key is added up. */
public final class RollupLineSerializer extends ImmutableSerializer<RollupLine> {

    static final RollupLineSerializer INSTANCE = new RollupLineSerializer();

    private static final long serialVersionUID = 1L;
    private static final RollupLine.Kind[] KINDS = RollupLine.Kind.values();

    @Override
    public void serialize(RollupLine line, DataOutputView out) throws IOException {
        out.writeByte(line.kind().ordinal());
        line.key().write(out);
        out.writeLong(line.periodMillis());
        if (line.sums() != null) {
            line.sums().write(out);
        } else {
            out.writeLong(line.digest());
            out.writeDouble(line.flows());
            out.writeDouble(line.octets());
        }
    }

    @Override
    public RollupLine deserialize(DataInputView in) throws IOException {
        RollupLine.Kind kind = KINDS[in.readByte()];
        RollupKey key = RollupKey.read(in);
        long period = in.readLong();
        return kind == RollupLine.Kind.SUMS
                ? RollupLine.of(key, period, RollupSums.read(in))
                : new RollupLine(
                        kind, key, period, null, in.readLong(), in.readDouble(), in.readDouble());
    }

    @Override
    public RollupLine createInstance() {
        return new RollupLine(
                RollupLine.Kind.THERE,
                RollupKeySerializer.INSTANCE.createInstance(),
                0,
                null,
                0,
                0,
                0);
    }

    @Override
    public TypeSerializerSnapshot<RollupLine> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RollupLine> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
