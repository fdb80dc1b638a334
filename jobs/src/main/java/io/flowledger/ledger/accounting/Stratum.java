package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.estimate.StratumSums;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one export session sent in one minute of receipt, added up for every view. Where a minute
 * has too little to estimate its losses from, the next one is added to it.
 */
final class Stratum {

    private static final long DATAGRAMS_TOLD_APART = (1L << 26) - 1;

    final SessionKey session;
    final long minute;
    final Accounting accounting;
    final Enrichment enrichment;
    final ExporterProfile profile;

    /** Of the views, those that the session can have flows of. */
    final boolean[] viewed;

    final Losses losses = new Losses();
    final List<DomainGroup> groups = new ArrayList<>();

    long datagrams;
    long records;
    long recordsSquared;
    long recordsCubed;

    /** The one in hand. */
    private long datagramBits;

    /** Whether minutes were put together for want of datagrams. */
    boolean collapsed;

    private final Map<Long, DomainGroup>[] byWindow;
    private final DomainGroup[] latest;

    /**
     * @param minute of receipt, counted from 1970
     */
    Stratum(SessionKey session, long minute, Accounting accounting, Enrichment enrichment) {
        this.session = session;
        this.minute = minute;
        this.accounting = accounting;
        this.enrichment = enrichment;
        this.profile = accounting.profile(session);
        this.viewed = accounting.viewsOf(session);
        this.byWindow = newMaps(viewed.length);
        this.latest = new DomainGroup[viewed.length];
    }

    @SuppressWarnings("unchecked")
    private static Map<Long, DomainGroup>[] newMaps(int count) {
        Map<Long, DomainGroup>[] maps = new Map[count];
        Arrays.setAll(maps, i -> new HashMap<>());
        return maps;
    }

    long minuteMillis() {
        return minute * Losses.MINUTE_MILLIS;
    }

    // ---- datagrams -----------------------------------------------------------------------------

    void add(ExportDatagram datagram) {
        int count = datagram.recordCount();
        if (count == 0) {
            return;
        }
        byte[] bytes = datagram.bytes();
        int header = datagram.offset();
        datagrams++;
        long m = count;
        records += m;
        recordsSquared += m * m;
        recordsCubed += m * m * m;
        long number = datagrams % DATAGRAMS_TOLD_APART + 1;
        datagramBits = DomainTable.datagramBits(number, count, profile.rate(bytes, header));
        long received = Math.floorDiv(datagram.receivedAtMicros(), 1_000L);
        int uptime = V5Layout.i32(bytes, header + V5Layout.SYS_UPTIME);
        long timeout = profile.activeTimeout().toMillis();
        FlowFacts flow = accounting.flow;
        FlowSpan span = accounting.span;
        flow.begin(session, enrichment);
        int record = header + V5Layout.HEADER_LENGTH;
        for (int i = 0; i < count; i++, record += V5Layout.RECORD_LENGTH) {
            flow.read(bytes, record);
            span.read(received, uptime, bytes, record, timeout);
            add(flow, span);
        }
    }

    private void add(FlowFacts flow, FlowSpan span) {
        long packets = flow.packets();
        long octets = flow.octets();
        for (WindowShares shares : accounting.shares) {
            shares.spread(span, packets, octets);
        }
        BoundView[] views = accounting.views;
        for (int v = 0; v < views.length; v++) {
            BoundView view = views[v];
            if (!viewed[v] || !view.accepts(flow)) {
                continue;
            }
            WindowShares shares = accounting.sharesOfView[v];
            long high = view.layout.high(flow);
            long low = view.layout.low(flow);
            for (int w = 0; w < shares.windows(); w++) {
                if (!shares.isNothing(w)) {
                    group(v, shares.window(w))
                            .add(
                                    high,
                                    low,
                                    view.view.mostKeys(),
                                    accounting.budget,
                                    datagramBits,
                                    shares.flows(w),
                                    shares.packets(w),
                                    shares.octets(w));
                }
            }
        }
    }

    private DomainGroup group(int view, long window) {
        DomainGroup group = latest[view];
        if (group == null || group.window != window) {
            group = byWindow[view].get(window);
            if (group == null) {
                group = newGroup(view, window);
            }
            latest[view] = group;
        }
        return group;
    }

    private DomainGroup newGroup(int view, long window) {
        DomainGroup group = new DomainGroup(view, window);
        groups.add(group);
        byWindow[view].put(window, group);
        return group;
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
        for (DomainGroup theirs : earlier.groups) {
            int most = accounting.views[theirs.view].view.mostKeys();
            group(theirs.view, theirs.window).takeOver(theirs, most, accounting.budget);
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

    // ---- state ---------------------------------------------------------------------------------

    DomainGroup restoreGroup(int view, long window) {
        return newGroup(view, window);
    }

    /** Its domains are forgotten. */
    void release() {
        long held = 0;
        for (DomainGroup group : groups) {
            held += group.keys.size();
        }
        accounting.budget.giveBack(held);
    }
}
