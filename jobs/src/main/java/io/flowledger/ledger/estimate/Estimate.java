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

    /**
     * Packets that an exporter counted by sampling one in k, scaled up. A binomial's variance,
     * k(k−1)·x for x sampled packets, comes on top.
     */
    public Estimate asSampledPackets(int k) {
        return scaled(k, estimated);
    }

    /**
     * Octets that an exporter counted by sampling one packet in k, scaled up. The variance on top
     * is k(k−1)·x·b̄², an approximation: it takes every packet to be of the mean size b̄.
     *
     * @param packets the sampled packets of the same domain, not yet scaled
     */
    public Estimate asSampledOctets(int k, Estimate packets) {
        double perPacket = packets.estimated == 0 ? 0 : estimated / packets.estimated;
        return scaled(k, packets.estimated * perPacket * perPacket);
    }

    private Estimate scaled(int k, double squaresSampled) {
        if (k < 1) {
            throw new IllegalArgumentException("packet sampling of 1 in " + k);
        }
        if (k == 1) {
            return this;
        }
        return new Estimate(
                observed,
                k * estimated,
                uncertainty.times(k).plusNoise((double) k * (k - 1) * squaresSampled),
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
