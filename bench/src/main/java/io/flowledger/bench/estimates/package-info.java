/**
 * {@code flowledger bench estimates}: makes traffic whose true totals are known, loses some of its
 * datagrams, and counts how often the intervals of {@code io.flowledger.ledger.estimate} hold the
 * truth. Uses the production sums and estimator, and arithmetic only: no sockets, no files.
 */
package io.flowledger.bench.estimates;
