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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs cells. Those that differ only in what is lost and in the domain see the same traffic, which
 * is most of the work. Every replication has a seed of its own, so the figures do not depend on how
 * many threads there are.
 */
final class Simulation {

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
            byTraffic.computeIfAbsent(cell.traffic(), unseen -> new ArrayList<>()).add(cell);
        }
        Map<Cell, Coverage> results = empty(cells, replications);
        byTraffic.forEach(
                (traffic, alike) ->
                        run(traffic, alike)
                                .forEach(part -> part.forEach((c, r) -> results.get(c).add(r))));
        return results;
    }

    private List<Map<Cell, Coverage>> run(Traffic traffic, List<Cell> cells) {
        // Drawn, not counted up: SplittableRandom steps by a constant, so that seeds at a regular
        // distance can give the same stream, shifted.
        long[] seeds = new SplittableRandom(seed ^ traffic.salt()).longs(replications).toArray();
        int chunks = (replications + CHUNK - 1) / CHUNK;
        // In order, so that sums of doubles come out the same every time.
        return IntStream.range(0, chunks)
                .parallel()
                .mapToObj(chunk -> run(traffic, cells, chunkOf(seeds, chunk)))
                .toList();
    }

    private static long[] chunkOf(long[] seeds, int chunk) {
        return Arrays.copyOfRange(
                seeds, chunk * CHUNK, Math.min(seeds.length, (chunk + 1) * CHUNK));
    }

    private static Map<Cell, Coverage> run(Traffic traffic, List<Cell> cells, long[] seeds) {
        Map<Cell, Coverage> part = empty(cells, seeds.length);
        for (long each : seeds) {
            replicate(traffic, cells, new SplittableRandom(each), part);
        }
        return part;
    }

    private static void replicate(
            Traffic traffic, List<Cell> cells, SplittableRandom random, Map<Cell, Coverage> part) {
        Set<Double> domains = cells.stream().map(Cell::domain).collect(Collectors.toSet());
        Map<Cell, Estimate> estimates = new LinkedHashMap<>();
        Map<Cell, Long> truths = new LinkedHashMap<>();
        for (int minute = 0; minute < traffic.minutes(); minute++) {
            Traffic.Minute sent = traffic.minute(domains, random);
            for (Cell cell : cells) {
                boolean[] lost =
                        cell.pattern().lost(traffic.datagrams(), cell.loss(), random.split());
                long[] octets = sent.octets().get(cell.domain());
                estimates.merge(cell, estimate(sent.flows(), octets, lost), Estimate::plus);
                truths.merge(cell, Arrays.stream(octets).sum(), Long::sum);
            }
        }
        estimates.forEach((cell, estimate) -> part.get(cell).add(estimate, truths.get(cell)));
    }

    private static Estimate estimate(int[] flows, long[] octets, boolean[] lost) {
        StratumSums stratum = StratumSums.NONE;
        DomainSums domain = DomainSums.NONE;
        for (int i = 0; i < flows.length; i++) {
            if (lost[i]) {
                stratum = stratum.plusLost(flows[i]);
            } else {
                stratum = stratum.plusDatagram(flows[i]);
                domain = domain.plusDatagram(octets[i], flows[i]);
            }
        }
        return Estimator.estimate(new Sample(stratum, domain));
    }

    private static Map<Cell, Coverage> empty(List<Cell> cells, int replications) {
        Map<Cell, Coverage> all = new LinkedHashMap<>();
        cells.forEach(cell -> all.put(cell, new Coverage(replications)));
        return all;
    }
}
