package io.flowledger.bench.estimates;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What is sent, before any of it is lost.
 *
 * @param minutes strata summed
 * @param datagrams per minute
 */
record Traffic(FlowSizes sizes, Fill fill, int minutes, int datagrams) {

    /**
     * One minute of it, by datagram.
     *
     * @param octets per domain, which is the share of the flows that belong to it
     */
    record Minute(int[] flows, Map<Double, long[]> octets) {}

    Minute minute(Set<Double> domains, SplittableRandom random) {
        int[] flows = new int[datagrams];
        Map<Double, long[]> octets = new LinkedHashMap<>();
        domains.forEach(share -> octets.put(share, new long[datagrams]));
        for (int i = 0; i < datagrams; i++) {
            flows[i] = fill.flows(random);
            for (int j = 0; j < flows[i]; j++) {
                long flow = sizes.octets(random);
                double lot = random.nextDouble();
                for (Map.Entry<Double, long[]> domain : octets.entrySet()) {
                    if (lot < domain.getKey()) {
                        domain.getValue()[i] += flow;
                    }
                }
            }
        }
        return new Minute(flows, octets);
    }

    /** Sets the seeds of different traffic apart; an enum's own hash differs from run to run. */
    long salt() {
        long kind = sizes.ordinal() * 10L + fill.ordinal();
        return ((kind * 1_000 + minutes) * 100_000 + datagrams) << 16;
    }
}
