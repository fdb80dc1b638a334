package io.flowledger.ledger.estimate;

import java.util.EnumSet;

/**
 * Estimates a domain's total in a stratum from its received datagrams and the number of lost flows:
 * a ratio estimator with datagrams as clusters (Cochran, Sampling Techniques, 3rd ed., chapters 6
 * and 9A). Assumes that within a stratum, what is lost looks like what is not.
 */
public final class Estimator {

    /** Below this, the difference between datagrams is rounding: all flows are of one size. */
    private static final double ROUNDING = 1e-12;

    private Estimator() {}

    /** From the stratum alone. */
    public static Estimate estimate(Sample sample) {
        return estimate(sample, Sample.NONE);
    }

    /**
     * From the stratum, or if it has less than two datagrams, from these and its neighbours' (the
     * adjacent minutes of the session) together: the collapsed strata of survey sampling. If that
     * makes less than two, what was lost stays unknown.
     */
    public static Estimate estimate(Sample own, Sample neighbours) {
        StratumSums stratum = own.stratum();
        if (stratum.lostFlows() == 0) {
            return observed(own);
        }
        if (stratum.lostFlows() < 0) {
            return corrected(own);
        }
        EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
        Sample evidence = own;
        if (stratum.datagrams() == 1) {
            flags.add(Flag.SINGLE_DATAGRAM);
        }
        if (stratum.datagrams() < 2) {
            evidence = own.plus(neighbours);
            flags.add(evidence.stratum().datagrams() < 2 ? Flag.UNKNOWN : Flag.IMPUTED);
        }
        return flags.contains(Flag.UNKNOWN) ? unknown(own, flags) : predicted(own, evidence, flags);
    }

    /**
     * From the sums of several domains of which only their squares are known, not what they had in
     * common: each counts as if it were centred on nothing, which is too wide rather than too
     * narrow.
     */
    public static Estimate estimateMerged(Sample merged) {
        StratumSums stratum = merged.stratum();
        if (stratum.lostFlows() <= 0 || stratum.datagrams() < 2) {
            return estimate(merged);
        }
        double lost = stratum.lostFlows();
        double rate = (double) merged.domain().total() / stratum.records();
        return new Estimate(
                merged.domain().total(),
                merged.domain().total() + lost * rate,
                uncertainty(stratum, lost, merged.domain().squared(), merged.domain().cubed()),
                stratum.lostFlows(),
                0,
                EnumSet.noneOf(Flag.class));
    }

    /** Flows of the whole stratum: what was received and what was lost, both counted. */
    public static Estimate flows(StratumSums stratum) {
        return new Estimate(
                stratum.records(),
                stratum.records() + stratum.lostFlows(),
                Uncertainty.NONE,
                stratum.lostFlows(),
                0,
                EnumSet.noneOf(Flag.class));
    }

    private static Estimate observed(Sample own) {
        long total = own.domain().total();
        return new Estimate(total, total, Uncertainty.NONE, 0, 0, EnumSet.noneOf(Flag.class));
    }

    /**
     * More was corrected than was lost: an earlier stratum was given flows that came after all, at
     * a rate near to this one's, and they are taken back. What they added to the variance stays.
     */
    private static Estimate corrected(Sample own) {
        StratumSums stratum = own.stratum();
        long total = own.domain().total();
        double rate = stratum.records() == 0 ? 0 : (double) total / stratum.records();
        return new Estimate(
                total,
                total + stratum.lostFlows() * rate,
                Uncertainty.NONE,
                stratum.lostFlows(),
                0,
                EnumSet.noneOf(Flag.class));
    }

    private static Estimate unknown(Sample own, EnumSet<Flag> flags) {
        long total = own.domain().total();
        long lost = own.stratum().lostFlows();
        return new Estimate(total, total, Uncertainty.NONE, lost, lost, flags);
    }

    private static Estimate predicted(Sample own, Sample evidence, EnumSet<Flag> flags) {
        double lost = own.stratum().lostFlows();
        double rate = (double) evidence.domain().total() / evidence.stratum().records();
        long total = own.domain().total();
        return new Estimate(
                total,
                total + lost * rate,
                uncertainty(evidence, lost, rate),
                own.stratum().lostFlows(),
                0,
                flags);
    }

    private static Uncertainty uncertainty(Sample evidence, double lost, double rate) {
        StratumSums s = evidence.stratum();
        DomainSums d = evidence.domain();
        double squares =
                d.squared() - 2 * rate * d.timesRecords() + rate * rate * s.recordsSquared();
        if (squares <= ROUNDING * d.squared()) {
            return Uncertainty.NONE;
        }
        double cubes =
                d.cubed()
                        - 3 * rate * d.squaredTimesRecords()
                        + 3 * rate * rate * d.timesRecordsSquared()
                        - rate * rate * rate * s.recordsCubed();
        return uncertainty(s, lost, squares, cubes);
    }

    /**
     * @param squares Σd²
     * @param cubes Σd³
     */
    private static Uncertainty uncertainty(
            StratumSums s, double lost, double squares, double cubes) {
        if (squares <= 0) {
            return Uncertainty.NONE;
        }
        double n = s.datagrams();
        double received = s.records();
        double all = received + lost;
        // N²(1 − M/N)·Σd² / (n(n−1)·m̄²), with N − M = L and m̄ = M/n.
        double variance = all * lost * n * squares / ((n - 1) * received * received);
        double lyapunov = cubes / (squares * Math.sqrt(squares));
        return new Uncertainty(
                variance,
                variance * Math.sqrt(variance) * Math.max(0, Math.min(1, lyapunov)),
                variance * variance / (n - 1),
                variance * lost / all);
    }
}
