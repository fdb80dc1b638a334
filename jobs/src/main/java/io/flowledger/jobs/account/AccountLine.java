package io.flowledger.jobs.account;

import io.flowledger.archive.read.DatagramPart;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple5;

/** A datagram of the archive or a part of one, or an entry of its losses; the other is null. */
public record AccountLine(SessionKey session, DatagramPart part, MissingRange missing) {

    public static final TypeInformation<AccountLine> TYPE =
            new OpaqueTypeInfo<>(AccountLine.class, AccountLineSerializer.INSTANCE);

    public static final TypeInformation<Tuple5<Long, Long, Integer, Integer, Integer>> KEY_TYPE =
            Types.TUPLE(Types.LONG, Types.LONG, Types.INT, Types.INT, Types.INT);

    /** What lines are brought together by: the session. */
    public Tuple5<Long, Long, Integer, Integer, Integer> key() {
        return Tuple5.of(
                session.addressHigh(),
                session.addressLow(),
                session.port(),
                session.engineType(),
                session.engineId());
    }

    /** What lines of one session are sorted by: when it was received, or showed. */
    public long millis() {
        long micros = part != null ? part.datagram().receivedAtMicros() : missing.shownMicros();
        return Math.floorDiv(micros, 1_000L);
    }
}
