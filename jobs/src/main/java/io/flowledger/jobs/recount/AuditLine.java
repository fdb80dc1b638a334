package io.flowledger.jobs.recount;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.ledger.audit.LossLine;
import io.flowledger.ledger.audit.NumberingAudit;
import io.flowledger.ledger.audit.SessionLine;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;

/**
 * A datagram, a loss entry or a session row; the other two are null.
 *
 * @param exporter address as text
 * @param epochMillis the numbering it is about
 */
public record AuditLine(
        String exporter,
        int engineType,
        int engineId,
        long epochMillis,
        ArchivedDatagram datagram,
        LossLine loss,
        SessionLine session) {

    public static final TypeInformation<AuditLine> TYPE =
            new OpaqueTypeInfo<>(AuditLine.class, AuditLineSerializer.INSTANCE);

    public static final TypeInformation<Tuple4<String, Integer, Integer, Long>> KEY_TYPE =
            Types.TUPLE(Types.STRING, Types.INT, Types.INT, Types.LONG);

    static AuditLine of(ArchivedDatagram datagram) {
        return new AuditLine(
                datagram.exporter(),
                datagram.engineType(),
                datagram.engineId(),
                datagram.epochMillis(),
                datagram,
                null,
                null);
    }

    /**
     * What lines are brought together by. Without the UDP source port: only session rows say
     * whether sessions are told apart by it.
     */
    public Tuple4<String, Integer, Integer, Long> key() {
        return Tuple4.of(exporter, engineType, engineId, epochMillis);
    }

    /** What lines of one key are sorted by. */
    public long order() {
        if (datagram != null) {
            return NumberingAudit.order(datagram);
        }
        return loss != null ? NumberingAudit.order(loss) : NumberingAudit.order(session);
    }

    void addTo(NumberingAudit audit) {
        if (datagram != null) {
            audit.add(datagram);
        } else if (loss != null) {
            audit.add(loss);
        } else {
            audit.add(session);
        }
    }
}
