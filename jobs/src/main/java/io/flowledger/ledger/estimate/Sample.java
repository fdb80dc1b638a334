package io.flowledger.ledger.estimate;

/** A stratum and one domain in it, from the same datagrams. */
public record Sample(StratumSums stratum, DomainSums domain) {

    public static final Sample NONE = new Sample(StratumSums.NONE, DomainSums.NONE);

    public Sample plus(Sample other) {
        return new Sample(stratum.plus(other.stratum), domain.plus(other.domain));
    }
}
