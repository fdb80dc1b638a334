package io.flowledger.ledger.estimate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A total that includes what was lost: of one stratum, or the sum of many, which {@link #plus}
 * makes without losing anything its interval needs.
 *
 * @param observed what was received, exact; no interval goes below it
 * @param estimated observed and, for the lost flows that can be estimated, what they would have
 *     added; the whole estimate only if {@code unestimatedFlows} is 0
 * @param uncertainty of {@code estimated}
 * @param lostFlows flows lost, exact
 * @param unestimatedFlows those of them that no evidence speaks for
 */
public record Estimate(
        long observed,
        double estimated,
        Uncertainty uncertainty,
        long lostFlows,
        long unestimatedFlows,
        Set<Flag> flags) {

    public static final Estimate NONE =
            new Estimate(0, 0, Uncertainty.NONE, 0, 0, EnumSet.noneOf(Flag.class));

    public Estimate {
        flags =
                Collections.unmodifiableSet(
                        flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags));
    }

    /** Of flows that no evidence speaks for. */
    public static Estimate unknown(long lostFlows) {
        return new Estimate(0, 0, Uncertainty.NONE, lostFlows, lostFlows, EnumSet.of(Flag.UNKNOWN));
    }

    /** The estimate; empty if some of it is unknown, which is not the same as nothing. */
    public OptionalDouble value() {
        return unestimatedFlows == 0 ? OptionalDouble.of(estimated) : OptionalDouble.empty();
    }

    /** Where the truth is believed to be; without an upper end if some of it is unknown. */
    public Interval interval() {
        double lower = Math.max(observed, estimated - uncertainty.below());
        double upper = Math.max(observed, estimated + uncertainty.above());
        return new Interval(
                lower, unestimatedFlows == 0 ? OptionalDouble.of(upper) : OptionalDouble.empty());
    }

    /** The two together, of different strata (or different sessions, or days). */
    public Estimate plus(Estimate other) {
        return new Estimate(
                Math.addExact(observed, other.observed),
                estimated + other.estimated,
                uncertainty.plus(other.uncertainty),
                lostFlows + other.lostFlows,
                unestimatedFlows + other.unestimatedFlows,
                with(other.flags));
    }

    /** What was received, with a share of what was lost. */
    public Estimate withLost(double share) {
        Estimate lost = lostOnly(share);
        return new Estimate(
                observed,
                observed + lost.estimated,
                lost.uncertainty,
                lost.lostFlows,
                lost.unestimatedFlows,
                flags);
    }

    /**
     * A share of what was lost, alone. Shares of one estimate are off together, so that each has
     * its share of the variance, not of the standard error: their sum is right, and each of them is
     * taken for less certain than it would be by itself.
     */
    public Estimate lostOnly(double share) {
        return new Estimate(
                0,
                share * (estimated - observed),
                uncertainty.part(share),
                Math.round(share * lostFlows),
                Math.round(share * unestimatedFlows),
                flags);
    }

    /**
     * A part of it.
     *
     * @param ofTotal part of what was received and of what is estimated
     * @param ofVariance part of the uncertainty
     */
    public Estimate part(double ofTotal, double ofVariance) {
        return new Estimate(
                Math.round(ofTotal * observed),
                ofTotal * estimated,
                uncertainty.part(ofVariance),
                lostFlows,
                unestimatedFlows,
                flags);
    }

    public Estimate flagged(Set<Flag> more) {
        return new Estimate(
                observed, estimated, uncertainty, lostFlows, unestimatedFlows, with(more));
    }

    /**
     * Of packets or octets that an exporter counted by looking at one packet in k, and that were
     * scaled up by k: with the variance that this brings into what was received, and in proportion
     * into what was lost. A binomial's variance is k(k−1)·x for x sampled packets; for octets it is
     * taken to be that times the square of a packet's mean size, an approximation.
     *
     * @param sampled what was received, not scaled: no interval goes below it
     * @param noise the variance; 0 where nothing was sampled
     */
    public Estimate sampled(long sampled, double noise) {
        if (noise == 0) {
            return this;
        }
        double all = observed == 0 ? 1 : estimated / observed;
        return new Estimate(
                sampled,
                estimated,
                uncertainty.plusNoise(noise * Math.max(1, all)),
                lostFlows,
                unestimatedFlows,
                with(EnumSet.of(Flag.SAMPLED)));
    }

    private Set<Flag> with(Set<Flag> others) {
        EnumSet<Flag> all = EnumSet.noneOf(Flag.class);
        all.addAll(flags);
        all.addAll(others);
        return all;
    }
}
