package io.flowledger.jobs.audit;

import io.flowledger.ledger.sequence.Beginning;
import io.flowledger.ledger.sequence.SequenceConvention;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Session reports as they write themselves. */
public final class SessionReportSerializer extends ImmutableSerializer<SessionReport> {

    public static final SessionReportSerializer INSTANCE = new SessionReportSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(SessionReport report, DataOutputView target) throws IOException {
        report.write(target);
    }

    @Override
    public SessionReport deserialize(DataInputView source) throws IOException {
        return SessionReport.read(source);
    }

    @Override
    public SessionReport createInstance() {
        return new SessionReport(
                new SessionKey(0, 0, 0, 0, 0),
                0,
                0,
                Beginning.FIRST_SEEN,
                null,
                SequenceConvention.FIRST_RECORD,
                false,
                0,
                0,
                0,
                0,
                false,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                new SessionReport.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Override
    public TypeSerializerSnapshot<SessionReport> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SessionReport> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
