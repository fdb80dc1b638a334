package io.flowledger.ledger.estimate;

import java.util.OptionalDouble;

/**
 * Where the true total is believed to be, 95 % nominal.
 *
 * @param upper empty where nothing is known that could bound it
 */
public record Interval(double lower, OptionalDouble upper) {}
