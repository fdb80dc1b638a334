package io.flowledger.ledger.accounting;

import io.flowledger.ledger.estimate.DomainSums;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Estimator;
import io.flowledger.ledger.estimate.Sample;
import io.flowledger.ledger.estimate.StratumSums;

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

    /**
     * The part of it in one window.
     *
     * @param flowPart of the variance of its flows, and so on: parts add up to 1
     */
    Measures inWindow(
            long windowFlows,
            long windowPackets,
            long windowOctets,
            double flowPart,
            double packetPart,
            double octetPart) {
        double ofPackets = part(windowPackets, observedPackets);
        double ofOctets = part(windowOctets, observedOctets);
        return new Measures(
                windowFlows,
                windowPackets,
                windowOctets,
                flows.part(part(windowFlows, observedFlows), flowPart),
                packets.part(ofPackets, packetPart),
                octets.part(ofOctets, octetPart),
                packetNoise * ofPackets,
                octetNoise * ofOctets);
    }

    /** With what packet sampling does to its certainty. */
    Estimate sampledPackets() {
        return packets.sampled(observedPackets, packetNoise);
    }

    Estimate sampledOctets() {
        return octets.sampled(observedOctets, octetNoise);
    }

    private static double part(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
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
