package io.flowledger.jobs.recount;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.ledger.audit.LossLine;
import io.flowledger.ledger.audit.NumberingAudit;
import io.flowledger.ledger.audit.SessionLine;

/** A datagram, a loss entry or a session row; the other two are null. */
public record AuditLine(
        EpochKey key, ArchivedDatagram datagram, LossLine loss, SessionLine session) {

    public static AuditLine of(ArchivedDatagram datagram) {
        return new AuditLine(
                new EpochKey(
                        datagram.exporter(),
                        datagram.engineType(),
                        datagram.engineId(),
                        datagram.epochMillis()),
                datagram,
                null,
                null);
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
