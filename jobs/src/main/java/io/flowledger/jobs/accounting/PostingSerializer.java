package io.flowledger.jobs.accounting;

import io.flowledger.ledger.accounting.KeyColumn;
import io.flowledger.ledger.accounting.Posting;
import io.flowledger.ledger.accounting.Sampling;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Uncertainty;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import java.util.EnumSet;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Postings on their way to the archive. */
public final class PostingSerializer extends ImmutableSerializer<Posting> {

    public static final PostingSerializer INSTANCE = new PostingSerializer();

    private static final long serialVersionUID = 1L;
    private static final KeyColumn[] COLUMNS = KeyColumn.values();
    private static final Sampling[] SAMPLINGS = Sampling.values();
    private static final Flag[] FLAGS = Flag.values();

    @Override
    public void serialize(Posting posting, DataOutputView out) throws IOException {
        out.writeUTF(posting.view());
        out.writeByte(posting.columns().length);
        for (int i = 0; i < posting.columns().length; i++) {
            out.writeByte(posting.columns()[i].ordinal());
            out.writeLong(posting.numbers()[i]);
            out.writeBoolean(posting.texts()[i] != null);
            if (posting.texts()[i] != null) {
                out.writeUTF(posting.texts()[i]);
            }
        }
        out.writeLong(posting.windowStartMillis());
        out.writeInt(posting.windowSeconds());
        posting.session().write(out);
        out.writeLong(posting.minuteMillis());
        out.writeBoolean(posting.other());
        out.writeBoolean(posting.imputed());
        out.writeLong(posting.observedFlows());
        out.writeLong(posting.observedPackets());
        out.writeLong(posting.observedOctets());
        write(posting.flows(), out);
        write(posting.packets(), out);
        write(posting.octets(), out);
        out.writeLong(posting.stratumFlows());
        out.writeLong(posting.stratumLostFlows());
        out.writeBoolean(posting.lossUnknown());
        out.writeByte(posting.sampling().ordinal());
        out.writeUTF(posting.enrichment());
    }

    private static void write(Estimate estimate, DataOutputView out) throws IOException {
        out.writeLong(estimate.observed());
        out.writeDouble(estimate.estimated());
        Uncertainty uncertainty = estimate.uncertainty();
        out.writeDouble(uncertainty.variance());
        out.writeDouble(uncertainty.third());
        out.writeDouble(uncertainty.spread());
        out.writeDouble(uncertainty.exposure());
        out.writeLong(estimate.lostFlows());
        out.writeLong(estimate.unestimatedFlows());
        int flags = 0;
        for (Flag flag : estimate.flags()) {
            flags |= 1 << flag.ordinal();
        }
        out.writeByte(flags);
    }

    @Override
    public Posting deserialize(DataInputView in) throws IOException {
        String view = in.readUTF();
        int parts = in.readByte();
        KeyColumn[] columns = new KeyColumn[parts];
        long[] numbers = new long[parts];
        String[] texts = new String[parts];
        for (int i = 0; i < parts; i++) {
            columns[i] = COLUMNS[in.readByte()];
            numbers[i] = in.readLong();
            texts[i] = in.readBoolean() ? in.readUTF() : null;
        }
        return new Posting(
                view,
                columns,
                numbers,
                texts,
                in.readLong(),
                in.readInt(),
                SessionKey.read(in),
                in.readLong(),
                in.readBoolean(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readEstimate(in),
                readEstimate(in),
                readEstimate(in),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                SAMPLINGS[in.readByte()],
                in.readUTF());
    }

    private static Estimate readEstimate(DataInputView in) throws IOException {
        long observed = in.readLong();
        double estimated = in.readDouble();
        Uncertainty uncertainty =
                new Uncertainty(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
        long lost = in.readLong();
        long unestimated = in.readLong();
        int bits = in.readByte();
        EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : FLAGS) {
            if ((bits & 1 << flag.ordinal()) != 0) {
                flags.add(flag);
            }
        }
        return new Estimate(observed, estimated, uncertainty, lost, unestimated, flags);
    }

    @Override
    public Posting createInstance() {
        return new Posting(
                "",
                new KeyColumn[0],
                new long[0],
                new String[0],
                0,
                0,
                new SessionKey(0, 0, 0, 0, 0),
                0,
                false,
                false,
                0,
                0,
                0,
                Estimate.NONE,
                Estimate.NONE,
                Estimate.NONE,
                0,
                0,
                false,
                Sampling.HEADER,
                "");
    }

    @Override
    public TypeSerializerSnapshot<Posting> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Posting> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
