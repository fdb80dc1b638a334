package io.flowledger.ledger.audit;

import io.flowledger.ledger.estimate.DomainSums;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Estimator;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Neighbours;
import io.flowledger.ledger.estimate.Sample;
import io.flowledger.ledger.estimate.StratumSums;
import io.flowledger.ledger.estimate.Uncertainty;
import java.util.EnumSet;
import java.util.TreeMap;

/**
 * What the lost flows of one numbering would have added, estimated minute by minute from the
 * datagrams received in the minute in which the loss showed. Told in order of time; a minute is
 * estimated when those that may lend it their rate are over, and then forgotten.
 */
final class LossEstimates {

    private static final long MINUTE_MILLIS = 60_000;

    /** How far away a minute with datagrams may be, to lend its rate to one without. */
    private static final int REACH_MINUTES = 60;

    private final TreeMap<Long, Sample> octets = new TreeMap<>();
    private final TreeMap<Long, Sample> packets = new TreeMap<>();
    private Estimate octetsTotal = Estimate.NONE;
    private Estimate packetsTotal = Estimate.NONE;

    /** Minutes below are estimated. */
    private long estimatedBelow = Long.MIN_VALUE;

    /**
     * Loss that is not in its minute: of a minute that is over, or less than nothing, where more
     * was corrected than was lost in it.
     */
    private long carried;

    void datagram(long atMillis, int flows, long packetSum, long octetSum) {
        advance(atMillis);
        add(octets, atMillis, flows, octetSum);
        add(packets, atMillis, flows, packetSum);
    }

    void lost(long atMillis, long flows) {
        advance(atMillis);
        if (minute(atMillis) < estimatedBelow) {
            carried += flows;
            return;
        }
        Sample lost = new Sample(StratumSums.NONE.plusLost(flows), DomainSums.NONE);
        octets.merge(minute(atMillis), lost, Sample::plus);
        packets.merge(minute(atMillis), lost, Sample::plus);
    }

    private static void add(TreeMap<Long, Sample> minutes, long atMillis, int flows, long measure) {
        Sample one =
                new Sample(
                        StratumSums.NONE.plusDatagram(flows),
                        DomainSums.NONE.plusDatagram(measure, flows));
        minutes.merge(minute(atMillis), one, Sample::plus);
    }

    private static long minute(long atMillis) {
        return Math.floorDiv(atMillis, MINUTE_MILLIS);
    }

    private void advance(long nowMillis) {
        long over = minute(nowMillis) - REACH_MINUTES;
        if (over > estimatedBelow) {
            estimateBelow(over);
        }
    }

    private void estimateBelow(long minute) {
        for (long each : octets.subMap(estimatedBelow, true, minute, false).keySet()) {
            Sample own = octets.get(each);
            long lost = own.stratum().lostFlows() + carried;
            carried = Math.min(0, lost);
            long change = Math.max(0, lost) - own.stratum().lostFlows();
            octetsTotal = octetsTotal.plus(estimate(octets, each, change));
            packetsTotal = packetsTotal.plus(estimate(packets, each, change));
        }
        estimatedBelow = minute;
        octets.headMap(minute - REACH_MINUTES).clear();
        packets.headMap(minute - REACH_MINUTES).clear();
    }

    private static Estimate estimate(TreeMap<Long, Sample> minutes, long minute, long change) {
        Sample own = minutes.get(minute);
        Sample changed = new Sample(own.stratum().plusLost(change), own.domain());
        return Estimator.estimate(changed, Neighbours.of(minutes, minute, REACH_MINUTES));
    }

    void finish() {
        estimateBelow(Long.MAX_VALUE);
        if (carried > 0) {
            Estimate unknown =
                    new Estimate(
                            0, 0, Uncertainty.NONE, carried, carried, EnumSet.of(Flag.UNKNOWN));
            octetsTotal = octetsTotal.plus(unknown);
            packetsTotal = packetsTotal.plus(unknown);
        }
    }

    Measure octets() {
        return Measure.of(octetsTotal);
    }

    Measure packets() {
        return Measure.of(packetsTotal);
    }
}
