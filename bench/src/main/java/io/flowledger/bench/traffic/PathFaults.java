package io.flowledger.bench.traffic;

import java.time.Duration;
import java.util.List;

/**
 * What goes wrong between exporter and collector.
 *
 * @param loss fraction of datagrams withheld, each independently
 * @param burstLength mean length of a burst of loss in datagrams of a session, 0 = none
 * @param burstGap mean datagrams of a session between bursts
 * @param outages when nothing at all gets through
 * @param duplicates fraction of datagrams sent twice
 * @param reorder fraction of datagrams sent late
 * @param reorderWindow later datagrams of the session that may overtake one
 * @param reorderDelay longest time a late datagram or a late copy is on its way
 */
public record PathFaults(
        double loss,
        double burstLength,
        double burstGap,
        List<Outage> outages,
        double duplicates,
        double reorder,
        int reorderWindow,
        Duration reorderDelay) {

    public PathFaults {
        outages = List.copyOf(outages);
        Require.fraction("--loss", loss);
        Require.fraction("--duplicates", duplicates);
        Require.fraction("--reorder", reorder);
        Require.range("--reorder-window", reorderWindow, 1, 1_000);
        Require.that(
                reorderDelay.toMillis() > 0, "--reorder-delay has to be longer than a millisecond");
        Require.that(
                burstLength == 0 && burstGap == 0 || burstLength >= 1 && burstGap >= 1,
                "--loss-burst needs a mean length and a mean gap of at least 1 datagram");
    }

    /**
     * Mean gap between bursts of a mean length for which a fraction of all datagrams is lost:
     * length / (length + gap) = fraction.
     */
    static double gapFor(double fraction, double meanLength) {
        Require.that(fraction > 0, "--loss-burst LEN needs the fraction to lose: --loss 0.02, say");
        double gap = meanLength * (1 - fraction) / fraction;
        Require.that(
                gap >= 1,
                "bursts of "
                        + meanLength
                        + " datagrams cannot lose "
                        + fraction
                        + " of them: between two bursts one gets through");
        return gap;
    }

    boolean isOut(long microsSinceStart) {
        for (Outage outage : outages) {
            if (outage.covers(microsSinceStart)) {
                return true;
            }
        }
        return false;
    }
}
