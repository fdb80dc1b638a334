/**
 * What postings add up to: sums that do not depend on the order in which they are made, intervals
 * of them, and lost flows by cause. Plain values come in, plain values go out; nothing here knows
 * files, tables or threads.
 */
package io.flowledger.ledger.rollup;
