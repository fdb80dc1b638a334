package io.flowledger.jobs.audit;

import io.flowledger.ledger.loss.Cause;
import io.flowledger.ledger.loss.LossEntry;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Loss entries as they write themselves. */
public final class LossEntrySerializer extends ImmutableSerializer<LossEntry> {

    public static final LossEntrySerializer INSTANCE = new LossEntrySerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(LossEntry entry, DataOutputView target) throws IOException {
        entry.write(target);
    }

    @Override
    public LossEntry deserialize(DataInputView source) throws IOException {
        return LossEntry.read(source);
    }

    @Override
    public LossEntry createInstance() {
        return new LossEntry(
                new SessionKey(0, 0, 0, 0, 0),
                0,
                0,
                MissingRange.Kind.GAP,
                -1,
                -1,
                0,
                0,
                0,
                0,
                0,
                Cause.UPSTREAM,
                false,
                true);
    }

    @Override
    public TypeSerializerSnapshot<LossEntry> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LossEntry> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
