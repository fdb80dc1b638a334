package io.flowledger.jobs.accounting;

import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.netflow.wire.ExportDatagram;

/**
 * What the audit hands to accounting, in order of receipt: a datagram that the archive keeps, or
 * what it found missing. One of the two is null.
 */
public record Accountable(ExportDatagram datagram, MissingRange missing) {

    public static Accountable of(ExportDatagram datagram) {
        return new Accountable(datagram, null);
    }

    public static Accountable of(MissingRange missing) {
        return new Accountable(null, missing);
    }
}
