package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.estimate.StratumSums;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Layout;

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

    /** Adds a datagram that has flows. */
    void add(ExportDatagram datagram) {
        int count = datagram.recordCount();
        byte[] bytes = datagram.bytes();
        int header = datagram.offset();
        datagrams++;
        long m = count;
        records += m;
        recordsSquared += m * m;
        recordsCubed += m * m * m;
        DatagramInHand inHand = accounting.inHand;
        inHand.begin(count, profile.rate(bytes, header));
        long received = Math.floorDiv(datagram.receivedAtMicros(), 1_000L);
        int uptime = V5Layout.i32(bytes, header + V5Layout.SYS_UPTIME);
        int record = header + V5Layout.HEADER_LENGTH;
        accounting.flows.begin(session, enrichment, bytes, record, count);
        cut(received, uptime, bytes, record, count);
        for (int v = 0; v < viewed.length; v++) {
            if (viewed[v]) {
                add(v);
            }
        }
    }

    /** Cuts the flows to pieces by window. */
    private void cut(long received, int uptime, byte[] bytes, int firstRecord, int count) {
        FlowSpan span = accounting.span;
        long leastIntoHome = Long.MAX_VALUE;
        for (WindowPieces pieces : accounting.pieces) {
            pieces.begin(received, count);
            leastIntoHome = Math.min(leastIntoHome, pieces.intoHome());
        }
        int record = firstRecord;
        for (int i = 0; i < count; i++, record += V5Layout.RECORD_LENGTH) {
            long packets = V5Layout.u32(bytes, record + V5Layout.PACKETS);
            long octets = V5Layout.u32(bytes, record + V5Layout.OCTETS);
            accounting.inHand.add(i, packets, octets);
            span.read(received, uptime, bytes, record, activeTimeoutMillis);
            if (span.startAge() > leastIntoHome) {
                for (WindowPieces pieces : accounting.pieces) {
                    pieces.add(i, span, packets, octets);
                }
            }
        }
        for (WindowPieces pieces : accounting.pieces) {
            pieces.end(accounting.inHand);
        }
    }

    private void add(int v) {
        accounting.keys.read(accounting.views[v], accounting.flows);
        view(v).add(
                        accounting.keys,
                        accounting.inHand,
                        accounting.piecesOfView[v],
                        accounting.domains);
    }

    ViewSums view(int v) {
        if (views[v] == null) {
            views[v] = new ViewSums(accounting.views[v].view.mostKeys(), accounting.budget);
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
