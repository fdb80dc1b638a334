/**
 * What is billed: rates over the intervals of a month, their percentile with what was lost, and
 * what a closed bill is adjusted by. Postings of one key come in, entries of its bill go out; plain
 * values on the thread of whoever calls, and nothing is known of files, clocks or engines.
 */
package io.flowledger.ledger.billing;
