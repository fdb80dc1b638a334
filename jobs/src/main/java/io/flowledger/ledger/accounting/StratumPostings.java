package io.flowledger.ledger.accounting;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.StratumSums;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Turns a stratum that is over into postings. What was received is posted to its own windows. So is
 * what was lost, at the same rate; but where a loss went on for longer than a minute, the part of
 * it that was lost in earlier minutes is posted to these.
 */
final class StratumPostings {

    /** Keys of one view for which an outage is told minute by minute; the rest go to other. */
    private static final int MOST_IMPUTED_KEYS = 1_000;

    private final Stratum stratum;
    private final Consumer<Posting> out;
    private final StratumSums sums;
    private final DomainMoments moments = new DomainMoments();
    private final Map<Long, Double> earlier;
    private final double ownShare;
    private final KeyTexts keyTexts;

    StratumPostings(Stratum stratum, Consumer<Posting> out) {
        this.stratum = stratum;
        this.out = out;
        this.sums = stratum.sums(stratum.lostFlows());
        this.earlier = stratum.losses.earlierShares();
        double inEarlier = 0;
        for (double share : earlier.values()) {
            inEarlier += share;
        }
        this.ownShare = Math.max(0, 1 - inEarlier);
        this.keyTexts = new KeyTexts(stratum);
    }

    void post() {
        boolean nothing = true;
        for (int v = 0; v < stratum.views.length; v++) {
            if (stratum.views[v] != null) {
                post(v, stratum.views[v]);
                nothing = false;
            }
        }
        if (nothing && sums.lostFlows() > 0) {
            postWithoutEvidence();
        }
    }

    private void post(int v, ViewSums view) {
        ImputedKeys imputed = new ImputedKeys();
        boolean[] kept = Largest.of(view.keys, view(v).view.mostKeys());
        Rest rest = new Rest();
        for (int domain = DomainTable.FIRST; domain < kept.length; domain++) {
            Measures key = measures(view.keys, domain);
            List<WindowSums> windows = view.keys.windows(domain);
            if (kept[domain]) {
                long high = view.keys.high(domain);
                long low = view.keys.low(domain);
                post(v, high, low, key, windows);
                imputed.add(high, low, key);
            } else {
                rest.add(key, windows);
            }
        }
        if (view.keys.hasBeyond()) {
            rest.add(
                    measures(view.keys, DomainTable.BEYOND), view.keys.windows(DomainTable.BEYOND));
        }
        if (view.merged != null) {
            MergedSums merged = view.merged;
            rest.add(Measures.of(merged, sums), merged.windows.all());
        }
        rest.windows.forEach((window, measures) -> post(v, window, 0, 0, true, measures));
        if (rest.all != null) {
            imputed.addOther(rest.all);
        }
        if (!earlier.isEmpty()) {
            postEarlier(v, imputed);
        }
    }

    private void post(int v, long high, long low, Measures key, List<WindowSums> windows) {
        WindowSlices slices = new WindowSlices(key, windows);
        for (WindowSums each : windows) {
            post(v, each.window(), high, low, false, slices.of(each));
        }
    }

    private Measures measures(DomainTable table, int domain) {
        table.read(domain, moments);
        return Measures.of(moments, sums);
    }

    /** What is not posted by key, by window. */
    private static final class Rest {

        private final TreeMap<Long, Measures> windows = new TreeMap<>();
        private Measures all;

        void add(Measures key, Collection<WindowSums> ofKey) {
            all = Measures.sum(all, key);
            WindowSlices slices = new WindowSlices(key, ofKey);
            for (WindowSums each : ofKey) {
                windows.merge(each.window(), slices.of(each), Measures::plus);
            }
        }
    }

    private void post(int v, long window, long high, long low, boolean other, Measures measures) {
        BoundView view = view(v);
        Measures own = earlier.isEmpty() ? measures : measures.withLost(ownShare);
        out.accept(posting(view, window * view.windowMillis, high, low, other, false, own));
    }

    /**
     * Flows were lost, nothing came, and nothing came after: they are told of in the totals of
     * every view, and what they would have been stays unknown.
     */
    private void postWithoutEvidence() {
        long lost = sums.lostFlows();
        Estimate unknown = Estimate.unknown(lost);
        Measures nothing = new Measures(0, 0, 0, unknown, unknown, unknown, 0, 0);
        for (int v = 0; v < stratum.viewed.length; v++) {
            if (stratum.viewed[v]) {
                BoundView view = view(v);
                long window = Math.floorDiv(stratum.minuteMillis(), view.windowMillis);
                out.accept(posting(view, window * view.windowMillis, 0, 0, true, true, nothing));
            }
        }
    }

    private void postEarlier(int v, ImputedKeys keys) {
        BoundView view = view(v);
        Map<Long, Double> byWindow = new TreeMap<>();
        earlier.forEach(
                (minute, share) ->
                        byWindow.merge(
                                Math.floorDiv(minute, view.windowMillis) * view.windowMillis,
                                share,
                                Double::sum));
        keys.limit(MOST_IMPUTED_KEYS);
        byWindow.forEach(
                (window, share) -> {
                    for (ImputedKeys.Key key : keys.all()) {
                        Measures lost = key.measures().lostOnly(share);
                        out.accept(posting(view, window, key.high(), key.low(), false, true, lost));
                    }
                    if (keys.other() != null) {
                        Measures lost = keys.other().lostOnly(share);
                        out.accept(posting(view, window, 0, 0, true, true, lost));
                    }
                });
    }

    private BoundView view(int v) {
        return stratum.accounting.views[v];
    }

    private Posting posting(
            BoundView view,
            long windowStart,
            long high,
            long low,
            boolean other,
            boolean isImputed,
            Measures measures) {
        int parts = view.layout.parts();
        KeyColumn[] columns = view.layout.columns();
        long[] numbers = new long[parts];
        String[] texts = new String[parts];
        for (int i = 0; i < parts; i++) {
            long value = view.layout.value(i, high, low);
            boolean ofSession = columns[i].kind() == KeyColumn.Kind.SESSION;
            numbers[i] = other && !ofSession ? Posting.UNKNOWN : keyTexts.number(columns[i], value);
            texts[i] = other && !ofSession ? null : keyTexts.text(columns[i], value);
        }
        return new Posting(
                view.view.name(),
                columns,
                numbers,
                texts,
                windowStart,
                (int) (view.windowMillis / 1_000),
                stratum.session,
                stratum.minuteMillis(),
                other,
                isImputed,
                measures.observedFlows(),
                measures.observedPackets(),
                measures.observedOctets(),
                flagged(measures.flows()),
                flagged(measures.sampledPackets()),
                flagged(measures.sampledOctets()),
                stratum.records,
                sums.lostFlows(),
                stratum.losses.isUnknown(),
                stratum.profile.sampling(),
                stratum.enrichment.version());
    }

    private Estimate flagged(Estimate estimate) {
        return stratum.collapsed && estimate.lostFlows() > 0
                ? estimate.flagged(EnumSet.of(Flag.IMPUTED))
                : estimate;
    }

    /** Keys of a view, over all windows: what they add to windows nothing came of. */
    private static final class ImputedKeys {

        record Key(long high, long low, Measures measures) {}

        private static final Comparator<Key> LARGEST_FIRST =
                Comparator.comparingLong((Key k) -> -k.measures().observedOctets())
                        .thenComparingLong(Key::high)
                        .thenComparingLong(Key::low);

        private List<Key> keys = new ArrayList<>();
        private Measures other;

        void add(long high, long low, Measures measures) {
            keys.add(new Key(high, low, measures));
        }

        void addOther(Measures measures) {
            other = Measures.sum(other, measures);
        }

        void limit(int most) {
            keys.sort(LARGEST_FIRST);
            int kept = Math.min(most, keys.size());
            keys.subList(kept, keys.size()).forEach(key -> addOther(key.measures()));
            keys = keys.subList(0, kept);
        }

        List<Key> all() {
            return keys;
        }

        Measures other() {
            return other;
        }
    }
}
