package io.flowledger.ledger.loss;

import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A line of the ledger: flows of one session that are missing, and why. {@link
 * MissingRange#UNKNOWN} stands for what is not known.
 *
 * @param detectedMicros receive time of the datagram that showed it; for a correction of the late
 *     one
 * @param firstSequence first missing number, modulo 2^32; -1 where there is none
 * @param lastSequence last missing number, modulo 2^32; -1 where there is none
 * @param lostFlows exact; negative for a correction
 * @param lostDatagrams where the numbering counts datagrams
 * @param atLeast lower bound on lost flows where they are unknown
 * @param apportioned whether sessions or causes shared the time: then how many is exact, and which
 *     of them is a share
 * @param complete whether the reorder window was over when it was entered
 */
public record LossEntry(
        SessionKey session,
        long epochMillis,
        long detectedMicros,
        MissingRange.Kind kind,
        long firstSequence,
        long lastSequence,
        long lostFlows,
        long lostDatagrams,
        long atLeast,
        long afterMicros,
        long beforeMicros,
        Cause cause,
        boolean apportioned,
        boolean complete) {

    public void write(DataOutput out) throws IOException {
        session.write(out);
        out.writeLong(epochMillis);
        out.writeLong(detectedMicros);
        out.writeByte(kind.code());
        out.writeLong(firstSequence);
        out.writeLong(lastSequence);
        out.writeLong(lostFlows);
        out.writeLong(lostDatagrams);
        out.writeLong(atLeast);
        out.writeLong(afterMicros);
        out.writeLong(beforeMicros);
        out.writeByte(cause.code());
        out.writeBoolean(apportioned);
        out.writeBoolean(complete);
    }

    public static LossEntry read(DataInput in) throws IOException {
        return new LossEntry(
                SessionKey.read(in),
                in.readLong(),
                in.readLong(),
                MissingRange.Kind.ofCode(in.readByte()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Cause.ofCode(in.readByte()),
                in.readBoolean(),
                in.readBoolean());
    }
}
