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
import java.util.function.LongUnaryOperator;

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
    DomainTable table = new DomainTable();

    long datagrams;
    long records;
    long recordsSquared;
    long recordsCubed;

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
        table.begin(datagrams % DATAGRAMS_TOLD_APART + 1, count, profile.rate(bytes, header));
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
                    int domain = domain(group(v, shares.window(w)), high, low);
                    table.add(domain, shares.flows(w), shares.packets(w), shares.octets(w));
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
        DomainGroup group = new DomainGroup(groups.size(), view, window);
        groups.add(group);
        byWindow[view].put(window, group);
        return group;
    }

    private int domain(DomainGroup group, long high, long low) {
        int domain = table.find(group.keyGroup(), high, low);
        if (domain >= 0) {
            return domain;
        }
        int most = accounting.views[group.view].view.mostKeys();
        if (group.keys >= 2 * most) {
            letGoOfSmallest(group, most);
        }
        if (!accounting.budget.take()) {
            return other(group);
        }
        group.keys++;
        return table.insert(group.keyGroup(), high, low);
    }

    private int other(DomainGroup group) {
        int domain = table.find(group.otherGroup(), 0, 0);
        return domain >= 0 ? domain : table.insert(group.otherGroup(), 0, 0);
    }

    // ---- bounds --------------------------------------------------------------------------------

    /**
     * Keeps the largest keys of a window; what the others had so far is added together. One that
     * comes again begins anew: what it has is then less than all of it, and together it is exact.
     */
    private void letGoOfSmallest(DomainGroup group, int most) {
        boolean[] kept = new boolean[table.size()];
        Arrays.fill(kept, true);
        group.merged = group.merged == null ? new MergedSums() : group.merged;
        int[] domains = largestFirst(group);
        for (int i = most; i < domains.length; i++) {
            kept[domains[i]] = false;
            group.merged.add(table, domains[i]);
        }
        accounting.budget.giveBack(domains.length - most);
        group.keys = most;
        table = table.compacted(kept);
    }

    /**
     * Domains of a window, by octets and then by key, so that their order never depends on ours.
     */
    int[] largestFirst(DomainGroup group) {
        int[] domains = new int[group.keys];
        int count = 0;
        for (int domain = 0; domain < table.size(); domain++) {
            if (table.group(domain) == group.keyGroup()) {
                domains[count++] = domain;
            }
        }
        return Largest.first(domains, count, table);
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
        for (int domain = 0; domain < earlier.table.size(); domain++) {
            int theirs = earlier.table.group(domain);
            DomainGroup group = ours(earlier.groups.get(DomainGroup.ordinal(theirs)));
            int own =
                    DomainGroup.isOther(theirs)
                            ? other(group)
                            : domain(group, earlier.table.high(domain), earlier.table.low(domain));
            table.absorb(own, earlier.table, domain);
        }
        for (DomainGroup theirs : earlier.groups) {
            if (theirs.merged != null) {
                DomainGroup group = ours(theirs);
                group.merged = group.merged == null ? new MergedSums() : group.merged;
                group.merged.addAll(theirs.merged);
            }
        }
        earlier.release();
    }

    private DomainGroup ours(DomainGroup theirs) {
        return group(theirs.view, theirs.window);
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

    /** A domain as another process held it, whose names had other numbers. */
    int restoreDomain(int tableGroup, long high, long low, LongUnaryOperator names) {
        DomainGroup group = groups.get(DomainGroup.ordinal(tableGroup));
        if (DomainGroup.isOther(tableGroup)) {
            return other(group);
        }
        KeyLayout layout = accounting.views[group.view].layout;
        accounting.budget.force(1);
        group.keys++;
        return table.insert(
                tableGroup, layout.renamedHigh(high, names), layout.renamedLow(low, names));
    }

    /** Its domains are forgotten. */
    void release() {
        long held = 0;
        for (DomainGroup group : groups) {
            held += group.keys;
        }
        accounting.budget.giveBack(held);
    }
}
