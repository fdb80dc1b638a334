package io.flowledger.jobs.bill;

import io.flowledger.ledger.billing.Direction;
import io.flowledger.ledger.billing.Traffic;
import io.flowledger.netflow.source.ImmutableSerializer;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Traffic of a bill field by field. Never stored beyond a job. */
public final class TrafficSerializer extends ImmutableSerializer<Traffic> {

    private static final long serialVersionUID = 1L;

    private static final TrafficSerializer INSTANCE = new TrafficSerializer();

    public static final TypeInformation<Traffic> TYPE =
            new OpaqueTypeInfo<>(Traffic.class, INSTANCE);

    private static final Direction[] DIRECTIONS = Direction.values();

    @Override
    public void serialize(Traffic traffic, DataOutputView out) throws IOException {
        StringValue.writeString(traffic.key(), out);
        out.writeInt(traffic.slot());
        out.writeByte(traffic.direction().ordinal());
        StringValue.writeString(traffic.exporter(), out);
        StringValue.writeString(traffic.name(), out);
        out.writeLong(traffic.observedOctets());
        out.writeDouble(traffic.octets());
        out.writeDouble(traffic.variance());
        out.writeDouble(traffic.third());
        out.writeDouble(traffic.spread());
        out.writeDouble(traffic.exposure());
        out.writeLong(traffic.unestimatedFlows());
        out.writeBoolean(traffic.imputed());
        out.writeLong(traffic.lastReceivedMillis());
    }

    @Override
    public Traffic deserialize(DataInputView in) throws IOException {
        return new Traffic(
                StringValue.readString(in),
                in.readInt(),
                DIRECTIONS[in.readByte()],
                StringValue.readString(in),
                StringValue.readString(in),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readBoolean(),
                in.readLong());
    }

    @Override
    public Traffic createInstance() {
        return new Traffic("", 0, Direction.IN, "", null, 0, 0, 0, 0, 0, 0, 0, false, 0);
    }

    @Override
    public TypeSerializerSnapshot<Traffic> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Traffic> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
