package io.flowledger.bench.estimates;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Interval;
import java.util.Arrays;

/**
 * How the intervals of one cell fared, the normal ones beside ours. Replications that lost nothing
 * are exact: counted, and left out of every other figure.
 */
final class Coverage {

    private static final double NORMAL = 1.96;

    private final double[] widths;
    private final double[] normalWidths;
    private int exact;
    private int lossy;
    private int below;
    private int above;
    private int normalCovered;
    private double clippedNormalWidths;

    Coverage(int replications) {
        widths = new double[replications];
        normalWidths = new double[replications];
    }

    void add(Estimate estimate, long truth) {
        if (estimate.lostFlows() == 0) {
            exact++;
            return;
        }
        Interval interval = estimate.interval();
        double upper = interval.upper().orElse(Double.POSITIVE_INFINITY);
        double half = NORMAL * Math.sqrt(estimate.uncertainty().variance());
        double value = estimate.estimated();
        Verdict verdict = Verdict.of(interval, truth);
        below += verdict == Verdict.BELOW ? 1 : 0;
        above += verdict == Verdict.ABOVE ? 1 : 0;
        if (Math.abs(truth - value) <= half + 0.5) {
            normalCovered++;
        }
        widths[lossy] = upper - interval.lower();
        normalWidths[lossy] = 2 * half;
        clippedNormalWidths += value + half - Math.max(estimate.observed(), value - half);
        lossy++;
    }

    /** Puts another's replications behind one's own. */
    void add(Coverage other) {
        System.arraycopy(other.widths, 0, widths, lossy, other.lossy);
        System.arraycopy(other.normalWidths, 0, normalWidths, lossy, other.lossy);
        exact += other.exact;
        lossy += other.lossy;
        below += other.below;
        above += other.above;
        normalCovered += other.normalCovered;
        clippedNormalWidths += other.clippedNormalWidths;
    }

    int replicationsWithLoss() {
        return lossy;
    }

    double shareWithLoss() {
        return (double) lossy / (lossy + exact);
    }

    double covered() {
        return 1 - missedBelow() - missedAbove();
    }

    /** Covered when the replications without loss count too. */
    double coveredOfAll() {
        return 1 - (double) (below + above) / (lossy + exact);
    }

    double standardError() {
        return Math.sqrt(covered() * (1 - covered()) / lossy);
    }

    /** The truth was below the interval. */
    double missedBelow() {
        return (double) below / lossy;
    }

    /** The truth was above it. */
    double missedAbove() {
        return (double) above / lossy;
    }

    double normalCovered() {
        return (double) normalCovered / lossy;
    }

    /** Mean width over the normal intervals' mean width. */
    double meanWidthRatio() {
        return sum(widths) / sum(normalWidths);
    }

    /** The same, with the normal intervals cut at what was observed, as ours are. */
    double cutWidthRatio() {
        return sum(widths) / clippedNormalWidths;
    }

    double medianWidthRatio() {
        return median(widths) / median(normalWidths);
    }

    private double sum(double[] values) {
        return Arrays.stream(values, 0, lossy).sum();
    }

    private double median(double[] values) {
        double[] sorted = Arrays.copyOf(values, lossy);
        Arrays.sort(sorted);
        return sorted[lossy / 2];
    }
}
