package io.flowledger.jobs.accounting;

import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.netflow.source.ExportDatagramSerializer;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A byte that says which, then the datagram or the range. */
public final class AccountableSerializer extends ImmutableSerializer<Accountable> {

    public static final AccountableSerializer INSTANCE = new AccountableSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Accountable element, DataOutputView target) throws IOException {
        boolean isDatagram = element.datagram() != null;
        target.writeBoolean(isDatagram);
        if (isDatagram) {
            ExportDatagramSerializer.INSTANCE.serialize(element.datagram(), target);
        } else {
            element.missing().write(target);
        }
    }

    @Override
    public Accountable deserialize(DataInputView source) throws IOException {
        return source.readBoolean()
                ? Accountable.of(ExportDatagramSerializer.INSTANCE.deserialize(source))
                : Accountable.of(MissingRange.read(source));
    }

    @Override
    public Accountable createInstance() {
        return Accountable.of(ExportDatagramSerializer.INSTANCE.createInstance());
    }

    @Override
    public TypeSerializerSnapshot<Accountable> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Accountable> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
