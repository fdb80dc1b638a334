package io.flowledger.ledger.billing;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.ExactSums;
import io.flowledger.ledger.estimate.Interval;
import java.util.BitSet;

/** The intervals of one direction of a key that have something; all others have nothing. */
final class Series {

    private final BillPeriod period;
    private final NearestRank rank;
    private final int[] slots;
    private final double[] observed;
    private final double[] estimated;
    private final double[] lower;
    private final double[] upper;
    private final double[] ranked;
    private final ExactSums octets = new ExactSums(1);
    private long observedOctets;
    private int size;

    Series(BillPeriod period, NearestRank rank) {
        this.period = period;
        this.rank = rank;
        this.slots = new int[period.slots()];
        this.observed = new double[period.slots()];
        this.estimated = new double[period.slots()];
        this.lower = new double[period.slots()];
        this.upper = new double[period.slots()];
        this.ranked = new double[period.slots()];
    }

    void clear() {
        size = 0;
        observedOctets = 0;
        octets.clear();
    }

    /** Each interval once. */
    void add(int slot, Estimate estimate) {
        Interval interval = estimate.interval();
        slots[size] = slot;
        observed[size] = estimate.observed();
        estimated[size] = estimate.estimated();
        lower[size] = interval.lower();
        upper[size] = interval.upper().orElse(Double.POSITIVE_INFINITY);
        size++;
        observedOctets = Math.addExact(observedOctets, estimate.observed());
        octets.add(0, estimate.estimated());
    }

    /**
     * @param missing intervals in which nothing was received that should have been
     */
    Amount amount(BitSet missing) {
        int known = period.knownSlots();
        double highest = percentile(upper, null, known);
        return new Amount(
                observedOctets,
                octets.value(0),
                new Rates(
                        missing.cardinality() == period.slots()
                                ? null
                                : rate(
                                        percentile(
                                                observed,
                                                missing,
                                                period.slots() - missing.cardinality())),
                        rate(percentile(estimated, null, known)),
                        rate(percentile(lower, null, known)),
                        Double.isInfinite(highest) ? null : (Double) rate(highest)));
    }

    /**
     * @param without intervals left out; null for those that nothing can be known of
     * @param intervals how many are left
     */
    private double percentile(double[] values, BitSet without, int intervals) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (without == null ? period.isKnown(slots[i]) : !without.get(slots[i])) {
                ranked[count++] = values[i];
            }
        }
        return rank.of(ranked, count, intervals - count);
    }

    private double rate(double ofOctets) {
        return period.bitsPerSecond(ofOctets);
    }
}
