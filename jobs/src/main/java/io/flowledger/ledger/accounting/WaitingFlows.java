package io.flowledger.ledger.accounting;

import io.flowledger.netflow.wire.ExportDatagram;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Strata that have got datagrams which are not in their views yet, so that many are added to a view
 * together. Bounded by the flows of a stratum, and by those of all that have come since nothing
 * waited: one small datagram may be what is left of a large array.
 */
final class WaitingFlows {

    private static final int MOST_OF_STRATUM = 480;
    private static final int MOST = 128 * MOST_OF_STRATUM;

    private final Set<Stratum> strata = new LinkedHashSet<>();

    /** Since nothing waited. */
    private int flows;

    void add(Stratum stratum, ExportDatagram datagram) {
        int before = stratum.waitingFlows();
        if (before == 0) {
            strata.add(stratum);
        }
        stratum.add(datagram);
        flows += stratum.waitingFlows() - before;
        if (flows >= MOST) {
            addToViews();
        } else if (stratum.waitingFlows() >= MOST_OF_STRATUM) {
            stratum.addWaiting();
            strata.remove(stratum);
        }
    }

    /** Nothing waits any more. */
    void addToViews() {
        for (Stratum stratum : strata) {
            stratum.addWaiting();
        }
        strata.clear();
        flows = 0;
    }
}
