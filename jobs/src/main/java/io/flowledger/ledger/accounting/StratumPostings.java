package io.flowledger.ledger.accounting;

import io.flowledger.ledger.estimate.DomainSums;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Estimator;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Sample;
import io.flowledger.ledger.estimate.StratumSums;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
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
    private final List<ImputedKeys> imputed = new ArrayList<>();

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
        for (int v = 0; v < stratum.viewed.length; v++) {
            imputed.add(new ImputedKeys());
        }
    }

    void post() {
        for (DomainGroup group : stratum.groups) {
            post(group);
        }
        if (stratum.groups.isEmpty() && sums.lostFlows() > 0) {
            postWithoutEvidence();
        }
        if (!earlier.isEmpty()) {
            for (int v = 0; v < stratum.viewed.length; v++) {
                postEarlier(v, imputed.get(v));
            }
        }
    }

    private void post(DomainGroup group) {
        DomainTable table = group.keys;
        int most = view(group.view).view.mostKeys();
        boolean[] kept = Largest.of(table, most);
        for (int domain = 0; domain < kept.length; domain++) {
            if (kept[domain]) {
                long high = table.high(domain);
                long low = table.low(domain);
                Measures measures = measures(table, domain);
                post(group, high, low, false, measures);
                if (!earlier.isEmpty()) {
                    imputed.get(group.view).add(high, low, measures);
                }
            }
        }
        Measures rest = restOf(group, kept);
        if (rest != null) {
            post(group, 0, 0, true, rest);
            imputed.get(group.view).addOther(rest);
        }
    }

    private Measures measures(DomainTable table, int domain) {
        table.read(domain, moments);
        return Measures.of(moments, sums);
    }

    /** What of the group is not posted by key; null if nothing. */
    private Measures restOf(DomainGroup group, boolean[] kept) {
        Measures rest = null;
        if (group.beyond != null) {
            rest = measures(group.beyond, 0);
        }
        if (group.merged != null) {
            rest = Measures.sum(rest, Measures.of(group.merged, sums));
        }
        for (int domain = 0; domain < kept.length; domain++) {
            if (!kept[domain]) {
                rest = Measures.sum(rest, measures(group.keys, domain));
            }
        }
        return rest;
    }

    private void post(DomainGroup group, long high, long low, boolean other, Measures measures) {
        BoundView view = view(group.view);
        Measures own = earlier.isEmpty() ? measures : measures.withLost(ownShare);
        out.accept(posting(view, group.window * view.windowMillis, high, low, other, false, own));
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
        KeyColumn[] columns = new KeyColumn[parts];
        long[] numbers = new long[parts];
        String[] texts = new String[parts];
        KeyTexts keyTexts = new KeyTexts(stratum);
        for (int i = 0; i < parts; i++) {
            columns[i] = view.layout.part(i).column();
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
                flagged(measures.packets().withSamplingNoise(measures.packetNoise())),
                flagged(measures.octets().withSamplingNoise(measures.octetNoise())),
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

    /**
     * The three measures of a domain: as received, and as estimated.
     *
     * @param packetNoise variance that packet sampling brought into the packets received
     * @param octetNoise likewise
     */
    record Measures(
            long observedFlows,
            long observedPackets,
            long observedOctets,
            Estimate flows,
            Estimate packets,
            Estimate octets,
            double packetNoise,
            double octetNoise) {

        static Measures of(DomainMoments domain, StratumSums sums) {
            return new Measures(
                    domain.flows(),
                    domain.packets(),
                    domain.octets(),
                    estimate(sums, domain.flowSums()),
                    estimate(sums, domain.packetSums()),
                    estimate(sums, domain.octetSums()),
                    domain.packetNoise(),
                    domain.octetNoise());
        }

        static Measures of(MergedSums merged, StratumSums sums) {
            return new Measures(
                    merged.flows,
                    merged.packets,
                    merged.octets,
                    Estimator.estimateMerged(new Sample(sums, merged.flowSums())),
                    Estimator.estimateMerged(new Sample(sums, merged.packetSums())),
                    Estimator.estimateMerged(new Sample(sums, merged.octetSums())),
                    merged.packetNoise,
                    merged.octetNoise);
        }

        private static Estimate estimate(StratumSums sums, DomainSums domain) {
            return Estimator.estimate(new Sample(sums, domain));
        }

        static Measures sum(Measures one, Measures other) {
            return one == null ? other : one.plus(other);
        }

        Measures plus(Measures other) {
            return new Measures(
                    observedFlows + other.observedFlows,
                    observedPackets + other.observedPackets,
                    observedOctets + other.observedOctets,
                    flows.plus(other.flows),
                    packets.plus(other.packets),
                    octets.plus(other.octets),
                    packetNoise + other.packetNoise,
                    octetNoise + other.octetNoise);
        }

        Measures withLost(double share) {
            return new Measures(
                    observedFlows,
                    observedPackets,
                    observedOctets,
                    flows.withLost(share),
                    packets.withLost(share),
                    octets.withLost(share),
                    packetNoise,
                    octetNoise);
        }

        Measures lostOnly(double share) {
            return new Measures(
                    0,
                    0,
                    0,
                    flows.lostOnly(share),
                    packets.lostOnly(share),
                    octets.lostOnly(share),
                    packetNoise * share * excess(packets),
                    octetNoise * share * excess(octets));
        }

        /** How much more was lost than received, as a part of it. */
        private static double excess(Estimate estimate) {
            return estimate.observed() == 0
                    ? 0
                    : (estimate.estimated() - estimate.observed()) / estimate.observed();
        }
    }

    /** Keys of a view, their windows put together: what they add to windows nothing came of. */
    private static final class ImputedKeys {

        record Key(long high, long low, Measures measures) {}

        private record Packed(long high, long low) {}

        private final Map<Packed, Measures> byKey = new HashMap<>();
        private List<Key> largest;
        private Measures other;

        void add(long high, long low, Measures measures) {
            byKey.merge(new Packed(high, low), measures, Measures::plus);
        }

        void addOther(Measures measures) {
            other = Measures.sum(other, measures);
        }

        void limit(int most) {
            List<Key> keys = new ArrayList<>();
            byKey.forEach((key, sum) -> keys.add(new Key(key.high(), key.low(), sum)));
            keys.sort(
                    Comparator.comparingLong((Key k) -> -k.measures().observedOctets())
                            .thenComparingLong(Key::high)
                            .thenComparingLong(Key::low));
            for (Key key : keys.subList(Math.min(most, keys.size()), keys.size())) {
                addOther(key.measures());
            }
            largest = keys.subList(0, Math.min(most, keys.size()));
        }

        List<Key> all() {
            return largest;
        }

        Measures other() {
            return other;
        }
    }
}
