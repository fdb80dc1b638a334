package io.flowledger.bench.estimates;

import io.flowledger.ledger.estimate.DomainSums;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Estimator;
import io.flowledger.ledger.estimate.Sample;
import io.flowledger.ledger.estimate.StratumSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Runs cells. Those that differ only in what is lost and in the domain see the same traffic, which
 * is most of the work. Every replication has a seed of its own, so the figures do not depend on how
 * many threads there are.
 */
final class Simulation {

    static final int FLOWS_PER_DATAGRAM = 30;

    /** Replications one thread does at a time. */
    private static final int CHUNK = 250;

    private final long seed;
    private final int replications;

    Simulation(long seed, int replications) {
        this.seed = seed;
        this.replications = replications;
    }

    Map<Cell, Coverage> run(List<Cell> cells) {
        Map<Traffic, List<Cell>> byTraffic = new LinkedHashMap<>();
        for (Cell cell : cells) {
            byTraffic.computeIfAbsent(Traffic.of(cell), unseen -> new ArrayList<>()).add(cell);
        }
        Map<Cell, Coverage> all = new LinkedHashMap<>();
        byTraffic.forEach((traffic, same) -> all.putAll(run(traffic, same)));
        return all;
    }

    private Map<Cell, Coverage> run(Traffic traffic, List<Cell> cells) {
        int chunks = (replications + CHUNK - 1) / CHUNK;
        Map<Cell, Coverage> all = empty(cells, replications);
        // Drawn, not counted up: SplittableRandom steps by a constant, so that seeds at a regular
        // distance can give the same stream, shifted.
        long[] seeds = new SplittableRandom(seed ^ traffic.hash()).longs(replications).toArray();
        // Ordered, so that sums of doubles come out the same every time.
        IntStream.range(0, chunks)
                .parallel()
                .mapToObj(
                        chunk ->
                                runChunk(
                                        traffic,
                                        cells,
                                        Arrays.copyOfRange(
                                                seeds,
                                                chunk * CHUNK,
                                                Math.min(replications, (chunk + 1) * CHUNK))))
                .toList()
                .forEach(part -> part.forEach((cell, coverage) -> all.get(cell).add(coverage)));
        return all;
    }

    private static Map<Cell, Coverage> runChunk(Traffic traffic, List<Cell> cells, long[] seeds) {
        Map<Cell, Coverage> part = empty(cells, seeds.length);
        for (long each : seeds) {
            replicate(traffic, cells, new SplittableRandom(each), part);
        }
        return part;
    }

    private static void replicate(
            Traffic traffic, List<Cell> cells, SplittableRandom random, Map<Cell, Coverage> part) {
        Map<Cell, Estimate> estimates = new LinkedHashMap<>();
        Map<Cell, Long> truths = new LinkedHashMap<>();
        for (int minute = 0; minute < traffic.minutes(); minute++) {
            Map<Double, long[]> octets = traffic.minute(cells, random);
            for (Cell cell : cells) {
                long[] ofDomain = octets.get(cell.domain());
                boolean[] lost = cell.pattern().lost(ofDomain.length, cell.loss(), random.split());
                estimates.merge(cell, estimate(ofDomain, lost), Estimate::plus);
                truths.merge(cell, Arrays.stream(ofDomain).sum(), Long::sum);
            }
        }
        estimates.forEach((cell, estimate) -> part.get(cell).add(estimate, truths.get(cell)));
    }

    private static Estimate estimate(long[] octets, boolean[] lost) {
        StratumSums stratum = StratumSums.NONE;
        DomainSums domain = DomainSums.NONE;
        for (int i = 0; i < octets.length; i++) {
            if (lost[i]) {
                stratum = stratum.plusLost(FLOWS_PER_DATAGRAM);
            } else {
                stratum = stratum.plusDatagram(FLOWS_PER_DATAGRAM);
                domain = domain.plusDatagram(octets[i], FLOWS_PER_DATAGRAM);
            }
        }
        return Estimator.estimate(new Sample(stratum, domain));
    }

    private static Map<Cell, Coverage> empty(List<Cell> cells, int replications) {
        Map<Cell, Coverage> all = new LinkedHashMap<>();
        cells.forEach(cell -> all.put(cell, new Coverage(replications)));
        return all;
    }

    /** What cells can share: everything before loss. */
    private record Traffic(FlowSizes sizes, int minutes, int datagrams) {

        static Traffic of(Cell cell) {
            return new Traffic(cell.sizes(), cell.minutes(), cell.datagrams());
        }

        /**
         * Sets the seeds of different traffic apart; an enum's own hash differs from run to run.
         */
        long hash() {
            return ((sizes.ordinal() * 1_000L + minutes) * 100_000L + datagrams) << 20;
        }

        /** Octets per datagram of one minute, for every domain asked for. */
        Map<Double, long[]> minute(List<Cell> cells, SplittableRandom random) {
            Map<Double, long[]> octets = new LinkedHashMap<>();
            cells.forEach(
                    cell -> octets.computeIfAbsent(cell.domain(), share -> new long[datagrams]));
            for (int i = 0; i < datagrams; i++) {
                for (int j = 0; j < FLOWS_PER_DATAGRAM; j++) {
                    long flow = sizes.octets(random);
                    double lot = random.nextDouble();
                    for (Map.Entry<Double, long[]> domain : octets.entrySet()) {
                        if (lot < domain.getKey()) {
                            domain.getValue()[i] += flow;
                        }
                    }
                }
            }
            return octets;
        }
    }
}
