/**
 * What the lost flows would have added to a total, and how far off that may be. Sums over the
 * datagrams of a stratum (one export session, one minute of receipt) and the exact number of flows
 * lost in it come in; estimates that can be added up, with an interval, go out. Derivation and
 * measured coverage: docs/estimates.md.
 *
 * <pre>{@code
 * Sample own = new Sample(stratumSums, domainSums);            // one session, one minute
 * Estimate day = Estimate.NONE;
 * day = day.plus(Estimator.estimate(own, Neighbours.of(minutes, minute, 1)));
 * day.observed(); day.value(); day.interval();                 // lost: value − observed
 * }</pre>
 *
 * <p>Pure arithmetic on immutable values: no thread, no clock, no engine; it never learns what a
 * domain's key is or where the sums are kept.
 */
package io.flowledger.ledger.estimate;
