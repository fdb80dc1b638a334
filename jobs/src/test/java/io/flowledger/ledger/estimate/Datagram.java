package io.flowledger.ledger.estimate;

import java.util.List;

/** A received datagram: its flows, and what they have of the measure in the domain. */
record Datagram(int flows, long measure) {

    static Sample sample(List<Datagram> received, long lostFlows) {
        StratumSums stratum = StratumSums.NONE.plusLost(lostFlows);
        DomainSums domain = DomainSums.NONE;
        for (Datagram datagram : received) {
            stratum = stratum.plusDatagram(datagram.flows());
            domain = domain.plusDatagram(datagram.measure(), datagram.flows());
        }
        return new Sample(stratum, domain);
    }

    static long measure(List<Datagram> datagrams) {
        return datagrams.stream().mapToLong(Datagram::measure).sum();
    }

    static long flows(List<Datagram> datagrams) {
        return datagrams.stream().mapToLong(Datagram::flows).sum();
    }

    /** Σ(y − r·m)^power, from the datagrams themselves. */
    static double residuals(List<Datagram> datagrams, int power) {
        double rate = (double) measure(datagrams) / flows(datagrams);
        return datagrams.stream()
                .mapToDouble(d -> Math.pow(d.measure() - rate * d.flows(), power))
                .sum();
    }

    /** The design's formula, term by term. */
    static double variance(List<Datagram> datagrams, long lostFlows) {
        double n = datagrams.size();
        double received = flows(datagrams);
        double all = received + lostFlows;
        double mean = received / n;
        return all
                * all
                * (1 - received / all)
                * residuals(datagrams, 2)
                / (n * (n - 1) * mean * mean);
    }
}
