package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.estimate.StratumSums;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * What one export session sent in one minute of receipt, added up for every view. Where a minute
 * has too little to estimate its losses from, the next one is added to it.
 */
final class Stratum {

    final SessionKey session;
    final long minute;
    final Accounting accounting;
    final Enrichment enrichment;
    final ExporterProfile profile;
    private final long activeTimeoutMillis;

    /** Of the views, those that the session can have flows of. */
    final boolean[] viewed;

    final Losses losses = new Losses();

    /** By view; null for one that nothing was added to. */
    final ViewSums[] views;

    long datagrams;
    long records;
    long recordsSquared;
    long recordsCubed;

    private final List<ExportDatagram> waiting = new ArrayList<>();
    private int waitingFlows;

    /** Whether minutes were put together for want of datagrams. */
    boolean collapsed;

    /**
     * @param minute of receipt, counted from 1970
     */
    Stratum(SessionKey session, long minute, Accounting accounting, Enrichment enrichment) {
        this.session = session;
        this.minute = minute;
        this.accounting = accounting;
        this.enrichment = enrichment;
        this.profile = accounting.profile(session);
        this.activeTimeoutMillis = profile.activeTimeout().toMillis();
        this.viewed = accounting.viewsOf(session);
        this.views = new ViewSums[viewed.length];
    }

    long minuteMillis() {
        return minute * Losses.MINUTE_MILLIS;
    }

    // ---- datagrams -----------------------------------------------------------------------------

    /** Adds a datagram that has flows; to the views with {@link #addWaiting}. */
    void add(ExportDatagram datagram) {
        long m = datagram.recordCount();
        datagrams++;
        records += m;
        recordsSquared += m * m;
        recordsCubed += m * m * m;
        waiting.add(datagram);
        waitingFlows += datagram.recordCount();
    }

    /** Flows of datagrams that are not in the views yet. */
    int waitingFlows() {
        return waitingFlows;
    }

    /** Adds to the views what waits for it. */
    void addWaiting() {
        if (waiting.isEmpty()) {
            return;
        }
        FlowBatch batch = accounting.batch;
        batch.read(waiting, profile);
        waiting.clear();
        waitingFlows = 0;
        accounting.flows.begin(session, enrichment, batch);
        for (WindowPieces pieces : accounting.pieces) {
            pieces.begin(batch);
        }
        for (int d = 0; d < batch.datagrams(); d++) {
            cut(batch, d);
        }
        for (int v = 0; v < viewed.length; v++) {
            if (viewed[v]) {
                accounting.adder.add(
                        view(v), accounting.views[v], accounting.flows, accounting.piecesOfView[v]);
            }
        }
    }

    /** Cuts the flows of a datagram to pieces by window. */
    private void cut(FlowBatch batch, int datagram) {
        long received = batch.receivedMillis(datagram);
        int uptime = batch.uptime(datagram);
        long leastIntoHome = Long.MAX_VALUE;
        for (WindowPieces pieces : accounting.pieces) {
            pieces.beginDatagram(datagram, received);
            leastIntoHome = Math.min(leastIntoHome, pieces.intoHome());
        }
        FlowSpan span = accounting.span;
        for (int flow = batch.from(datagram); flow < batch.to(datagram); flow++) {
            int record = flow * V5Layout.RECORD_LENGTH;
            if (!span.isPlainlyWithin(leastIntoHome, uptime, batch.records(), record)) {
                span.read(received, uptime, batch.records(), record, activeTimeoutMillis);
                for (WindowPieces pieces : accounting.pieces) {
                    pieces.add(flow, span, batch.packets()[flow], batch.octets()[flow]);
                }
            }
        }
        for (WindowPieces pieces : accounting.pieces) {
            pieces.endDatagram(batch, datagram);
        }
    }

    ViewSums view(int v) {
        if (views[v] == null) {
            BoundView bound = accounting.views[v];
            views[v] =
                    new ViewSums(bound.view.mostKeys(), bound.layout.isNarrow(), accounting.budget);
        }
        return views[v];
    }

    // ---- the next minute -----------------------------------------------------------------------

    /** Takes over what an earlier stratum has, which has too little to be estimated from. */
    void collapse(Stratum earlier) {
        collapsed = true;
        takeOver(earlier);
    }

    /** Adds what another one has, of other datagrams. */
    void takeOver(Stratum earlier) {
        addWaiting();
        earlier.addWaiting();
        datagrams += earlier.datagrams;
        records += earlier.records;
        recordsSquared += earlier.recordsSquared;
        recordsCubed += earlier.recordsCubed;
        losses.addAll(earlier.losses);
        for (int v = 0; v < views.length; v++) {
            if (earlier.views[v] != null) {
                view(v).takeOver(earlier.views[v]);
            }
        }
        earlier.release();
    }

    StratumSums sums(long lost) {
        return new StratumSums(datagrams, records, recordsSquared, recordsCubed, lost);
    }

    long lostFlows() {
        return losses.flows(datagrams, records);
    }

    /** Whether there are losses, and too few datagrams to say what they would have been. */
    boolean isWanting() {
        return datagrams < 2 && !losses.isNone();
    }

    /** Its domains are forgotten. */
    void release() {
        for (ViewSums view : views) {
            if (view != null) {
                view.release();
            }
        }
    }
}
