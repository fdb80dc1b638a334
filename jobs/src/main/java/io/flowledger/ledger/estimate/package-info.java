/**
 * What the lost flows would have added to a total, and how far off that may be. Sums over the
 * datagrams of a stratum (one export session, one minute of receipt) and the exact number of flows
 * lost in it come in; estimates that can be added up, with an interval, go out. Derivation and
 * measured coverage: docs/estimates.md.
 *
 * <p>Pure arithmetic on immutable values: no thread, no clock, no engine; it never learns what a
 * domain's key is or where the sums are kept.
 */
package io.flowledger.ledger.estimate;
