package io.flowledger.jobs.audit;

import io.flowledger.ledger.sequence.Finding;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Findings as they write themselves; each says its kind, which names its format. */
public final class FindingSerializer extends ImmutableSerializer<Finding> {

    public static final FindingSerializer INSTANCE = new FindingSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Finding finding, DataOutputView target) throws IOException {
        Finding.write(finding, target);
    }

    @Override
    public Finding deserialize(DataInputView source) throws IOException {
        return Finding.read(source);
    }

    @Override
    public Finding createInstance() {
        return new MissingRange(
                new SessionKey(0, 0, 0, 0, 0),
                0,
                MissingRange.Kind.GAP,
                -1,
                -1,
                0,
                true,
                MissingRange.UNKNOWN,
                0,
                1,
                0,
                0,
                0,
                0,
                true);
    }

    @Override
    public TypeSerializerSnapshot<Finding> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The format is in each finding. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Finding> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
