package io.flowledger.ledger.billing;

/**
 * A percentile, in bits per second: of what was observed, of the estimate with what was lost, and
 * of the ends of its intervals, each ranked for itself.
 *
 * @param observed null if no interval was observed
 * @param upper null if nothing bounds it
 */
public record Rates(Double observed, double estimated, double lower, Double upper) {

    static final Rates NONE = new Rates(0.0, 0, 0, 0.0);

    Rates plus(Rates other) {
        return new Rates(
                sum(observed, other.observed),
                estimated + other.estimated,
                lower + other.lower,
                sum(upper, other.upper));
    }

    Rates minus(Rates other) {
        return plus(
                new Rates(
                        negated(other.observed),
                        -other.estimated,
                        -other.lower,
                        negated(other.upper)));
    }

    private static Double sum(Double one, Double other) {
        return one == null || other == null ? null : (Double) (one + other);
    }

    private static Double negated(Double value) {
        return value == null ? null : (Double) (-value);
    }
}
