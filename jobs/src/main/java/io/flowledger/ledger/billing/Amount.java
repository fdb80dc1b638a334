package io.flowledger.ledger.billing;

/**
 * What went in one direction.
 *
 * @param observedOctets of the month, received
 * @param octets of the month, with what was lost
 */
public record Amount(long observedOctets, double octets, Rates rates) {

    static final Amount NONE = new Amount(0, 0, Rates.NONE);

    Amount plus(Amount other) {
        return new Amount(
                Math.addExact(observedOctets, other.observedOctets),
                octets + other.octets,
                rates.plus(other.rates));
    }

    Amount minus(Amount other) {
        return new Amount(
                Math.subtractExact(observedOctets, other.observedOctets),
                octets - other.octets,
                rates.minus(other.rates));
    }
}
