package io.flowledger.jobs.account;

import io.flowledger.archive.read.DatagramPart;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The session, a byte that says which, then the part or the range. Never stored beyond a job. */
final class AccountLineSerializer extends ImmutableSerializer<AccountLine> {

    static final AccountLineSerializer INSTANCE = new AccountLineSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(AccountLine line, DataOutputView out) throws IOException {
        line.session().write(out);
        out.writeBoolean(line.part() != null);
        if (line.part() != null) {
            DatagramPartSerializer.INSTANCE.serialize(line.part(), out);
        } else {
            line.missing().write(out);
        }
    }

    @Override
    public AccountLine deserialize(DataInputView in) throws IOException {
        SessionKey session = SessionKey.read(in);
        return in.readBoolean()
                ? new AccountLine(session, DatagramPartSerializer.INSTANCE.deserialize(in), null)
                : new AccountLine(session, null, MissingRange.read(in));
    }

    @Override
    public AccountLine createInstance() {
        DatagramPart part = DatagramPartSerializer.INSTANCE.createInstance();
        return new AccountLine(new SessionKey(0, 0, 0, 0, 0), part, null);
    }

    @Override
    public TypeSerializerSnapshot<AccountLine> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountLine> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
